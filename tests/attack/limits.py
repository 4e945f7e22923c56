"""Limits per account, per costly route and per address: 429 with Retry-After, others go on, the administrator sees it
(WB10). The server of this script has small ones."""

from server import Client, Company, case

SMALL = ("--requests-per-account", "40", "--heavy-per-account", "3", "--heavy-per-address", "5")


def attack():
    with Company(*SMALL) as company:
        per_account(company)
        per_route(company)
        per_address(company)
        shown(company)


def told_to_wait(answer):
    seconds = answer.header("Retry-After")
    return answer.status == 429 and answer.code == "error.throttled" and seconds is not None and 1 <= int(seconds) <= 60


def per_account(company):
    account = company.account("manager")
    person, elsewhere, other = (Client(company.server).sign_in(one) for one in (account, account, company.account("ciso")))
    statuses = []
    for _ in range(60):
        person.new_address()
        answer = person.get("/api/v1/departments")
        statuses.append(answer.status)
    case("an account that asks too often is told to wait, from whatever address", "" if told_to_wait(answer) and statuses[0] == 200 else f"{statuses}")
    case("a second session of the same account waits too", "" if told_to_wait(elsewhere.get("/api/v1/departments")) else "it goes on")
    case("other accounts go on", "" if other.get("/api/v1/departments").status == 200 else "they wait too")


def heavy(person):
    assessment = person.get("/api/v1/assessments").json["assessments"][0]["id"]
    return f"/api/v1/assessments/{assessment}/workbook"


def per_route(company):
    person = company.enter("ciso")
    path = heavy(person)
    answers = []
    for _ in range(5):
        person.new_address()
        answers.append(person.get(path))
    good = [answer.status for answer in answers][:3] == [200, 200, 200] and told_to_wait(answers[-1])
    case("a costly route is limited for each account", "" if good else f"{[answer.status for answer in answers]}")
    case("cheap routes of the same account go on", "" if person.get("/api/v1/assessments").status == 200 else "they wait too")


def per_address(company):
    """Two people of one address: together they use more than an address may, each of them less than an account may."""
    first, second = company.enter("secretariat"), company.enter("auditor")
    second.address = first.address
    path = heavy(second)
    statuses = [first.upload_here("/api/v1/workbooks", b"PK").status for _ in range(3)]
    answers = [second.get(path) for _ in range(3)]
    statuses += [answer.status for answer in answers]
    case("costly routes are limited for each address", "" if told_to_wait(answers[-1]) and 429 not in statuses[:5] else f"{statuses}")
    second.new_address()
    case("from another address the same account goes on", "" if second.get(path).status == 200 else "it waits too")


def shown(company):
    administrator = company.enter("administrator")
    limits = administrator.get("/api/v1/limits").json
    rates = {rate["name"]: rate for rate in limits["rates"]}
    per_minute = {name: rate["per_minute"] for name, rate in rates.items()}
    case("the administrator sees the limits", "" if per_minute == {"account": 40, "account_heavy": 3, "address_heavy": 5} else f"{per_minute}")
    names = {user["id"]: user["login"] for user in administrator.get("/api/v1/users").json["users"]}
    refused = {names[one["user"]] for one in rates["account"]["accounts"]}
    case("and who is refused right now", "" if company.account("manager")["login"] in refused else f"{refused}")
    routes = {one["route"] for one in rates["account_heavy"]["accounts"]}
    case("and on which costly route", "" if any(route.endswith("/workbook") for route in routes) else f"{routes}")
    case("and the room on the disk", "" if limits["disk"]["total"] > limits["disk"]["free"] > 0 else f"{limits['disk']}")
    case("and the quotas", "" if {one["of"] for one in limits["quotas"]} == {"user", "department", "company"} else f"{limits['quotas']}")
    answer = company.enter("secretariat").get("/api/v1/limits")
    case("nobody else sees them", "" if answer.status == 403 else str(answer.status))
