"""Every route x every role, a stranger and a session that still owes its second factor (AZ01, AU07, WB01)."""

import json
import re
import uuid

from server import Client, case, run

JSON_METHODS = ("POST", "PUT", "PATCH", "DELETE")
# What a route cannot do without.
QUERIES = {"/api/v1/versions/compare": "?from=pack:jama-japia:2.2&to=pack:jama-japia:2.3"}
MISSING = str(uuid.UUID("01920000-0000-7000-8000-00000000dead"))


class Crew:
    """One signed-in person a role, and the ids that the attacks aim at."""

    def __init__(self):
        self.people, self.secrets = {}, []

    def __getitem__(self, role):
        return self.people[role]


def routes():
    return json.loads(run("routes", "--json").stdout)


def hire(company):
    """Signs in everybody of the demo company and makes an account for each role that it lacks."""
    crew = Crew()
    known = {account["role"] for account in company.accounts}
    crew.people = {role: company.enter(role) for role in sorted(known)}
    administrator = crew["administrator"]
    crew.departments = administrator.get("/api/v1/departments").json["departments"]
    roles = {role for route in routes() for role in route["roles"]}
    for role in sorted(roles - known):
        crew.people[role] = hire_one(company, crew, role)
    crew.people["stranger"] = Client(company.server).open()
    crew.people["half signed in"] = Client(company.server)
    crew["half signed in"].give_password(company.account("auditor"))
    crew.roles = roles
    secretariat = crew["secretariat"]
    crew.assessment = secretariat.get("/api/v1/assessments").json["assessments"][0]["id"]
    crew.sheet = secretariat.get(f"/api/v1/assessments/{crew.assessment}").json
    book = secretariat.get(f"/api/v1/assessments/{crew.assessment}/workbook")
    crew.workbook = secretariat.upload("/api/v1/workbooks", book.body).json["workbook"]
    crew.comparison = secretariat.send("POST", "/api/v1/comparisons", {
        "assessment": crew.assessment, "from": "pack:jama-japia:2.1"}).json["comparison"]["id"]
    crew.users = administrator.get("/api/v1/users").json["users"]
    crew.secrets += [account["password"] for account in company.accounts]
    crew.secrets += [account["totp_secret"] for account in company.accounts if account["totp_secret"]]
    return crew


def hire_one(company, crew, role, login=None):
    """An account of that role, signed in, with its initial password replaced."""
    login = login or f"new-{role}"
    made = crew["administrator"].send("POST", "/api/v1/users", {
        "login": login, "name": f"{role} さん", "roles": [role], "department": crew.departments[0]["id"]})
    person = Client(company.server)
    first = made.json["password"]
    person.give_password({"login": login, "password": first})
    chosen = f"kanjou-ne-{login}-77-midori"
    answer = person.send("PUT", "/api/v1/session/password", {"new": chosen})
    if answer.status != 200 or answer.json["state"] != "signed_in":
        raise RuntimeError(f"{login}: {answer.status} {answer.body!r}")
    crew.secrets += [first, chosen]
    person.account = {"login": login, "password": chosen, "role": role, "id": made.json["user"]["id"]}
    return person


def path_of(route, crew):
    values = {"assessment": crew.assessment, "workbook": crew.workbook, "comparison": crew.comparison, "no": str(crew.sheet["items"][0]["no"]),
              "department": crew.departments[0]["id"], "user": crew.users[-1]["id"], "session": MISSING}
    return re.sub(r"\{(\w+)\}", lambda hole: values.get(hole[1], MISSING), route["path"]) + QUERIES.get(route["path"], "")


def expected(route, who):
    """The status that a person without the right gets; 0 for those who have it."""
    if route["permission"] == "public":
        return 0
    if who == "stranger":
        return 401
    if who == "half signed in":
        return 0 if route["permission"] == "pending_factor" else 401
    return 0 if who in route["roles"] else 403


def content_of(company, crew):
    """What a refused request must leave as it was."""
    done = [crew["auditor"].get(f"/api/v1/trail?action={slice_}").json["records"][0]["sequence"] for slice_ in ("assessment", "directory")]
    return (crew["secretariat"].get(f"/api/v1/assessments/{crew.assessment}").body,
            crew["administrator"].get("/api/v1/users").json["users"][0]["version"], done)


def attack(company, crew):
    listed = routes()
    case("the list of routes is there to be attacked", "" if len(listed) > 30 else f"{len(listed)} routes")
    before = content_of(company, crew)
    refused_by_role(listed, crew)
    ids_tell_nothing(listed, crew)
    case("refused requests change nothing", "" if content_of(company, crew) == before else "something was changed")
    tokens_and_origins(listed, company, crew)
    permitted(listed, crew)
    statuses = {who: crew[who].get("/metrics").status for who in ("stranger", "half signed in", "secretariat", "auditor", "administrator")}
    wanted = {who: 200 if who == "administrator" else 403 for who in statuses}
    case("from another machine the metrics are the administrator's alone", "" if statuses == wanted else f"{statuses}")


def refused_by_role(listed, crew):
    for who in sorted(crew.roles) + ["stranger", "half signed in"]:
        wrong, tried = [], 0
        for route in listed:
            wanted = expected(route, who)
            if not wanted:
                continue
            tried += 1
            answer = request(crew[who], route, path_of(route, crew))
            problems = list(lacks_headers(answer))
            if answer.status != wanted or not answer.code:
                problems.append(f"{answer.status} {answer.code}, not {wanted}")
            wrong += [f"{route['method']} {route['path']}: {problem}" for problem in problems]
        case(f"{who}: {tried} routes are refused", "; ".join(wrong) or ("" if tried else "nothing was tried"))


def request(person, route, path, **more):
    """The route with the kind of body it wants, so that only the right to it can be missing."""
    person.new_address()
    if route["method"] == "GET":
        return person.get(path, **more)
    if route["path"] == "/api/v1/workbooks":
        return person.upload(path, b"PK")
    return person.send(route["method"], path, {}, **more)


def lacks_headers(answer):
    wanted = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
              "Cross-Origin-Opener-Policy": "same-origin", "X-Request-Id": None}
    for name, value in wanted.items():
        if answer.header(name) is None or (value and value not in answer.header(name)):
            yield f"{name} is {answer.header(name)!r}"
    policy = answer.header("Content-Security-Policy") or ""
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"Content-Security-Policy is {policy!r}"


def ids_tell_nothing(listed, crew):
    """A foreign, a missing and an impossible id get the same bytes (AZ08)."""
    manager, wrong, tried = crew["manager"], [], 0
    mine = {answer["no"] for answer in manager.get(f"/api/v1/assessments/{crew.assessment}").json["answers"]}
    foreign = next(item["no"] for item in crew.sheet["items"] if item["no"] not in mine)
    history = f"/api/v1/assessments/{crew.assessment}/items/"
    answers = {manager.get(f"{history}{no}/history").without_request_id() for no in (foreign, 9998, "12abc", -1, 10**30)}
    case("an item of another department answers as one that does not exist",
         "" if len(answers) == 1 and next(iter(answers))[0] == 404 else f"{answers}")
    for route in listed:
        hole = re.search(r"\{(assessment|workbook|comparison|department|user|session)\}", route["path"])
        if not hole or route["method"] not in ("GET", "DELETE"):
            continue
        who = "secretariat" if "secretariat" in route["roles"] and hole[1] != "user" else "administrator"
        if expected(route, who):
            continue
        tried += 1
        answers = set()
        for identity in (MISSING, MISSING.upper(), "x", "0", "' or 1=1 --".replace(" ", "%20"), crew.users[0]["id"][:-1]):
            path = path_of({"path": route["path"].replace(hole[0], identity)}, crew)
            answers.add(request(crew[who], route, path).without_request_id())
        if len(answers) != 1 or next(iter(answers))[0] != 404:
            wrong.append(f"{route['method']} {route['path']}: {answers}")
    case(f"missing and impossible ids answer the same on {tried} routes", "; ".join(wrong) or ("" if tried else "none"))


def tokens_and_origins(listed, company, crew):
    """A request that the own page did not send changes nothing, whoever's cookie it carries (WB01)."""
    other = Client(company.server).open()
    tricks = {"no token": {"token": ""}, "a wrong token": {"token": "A" * 43}, "a stranger's token": {"token": other.csrf},
              "a foreign origin": {"headers": {"Origin": "https://evil.example"}},
              "an opaque origin": {"headers": {"Origin": "null"}},
              "an origin that only begins like ours": {"headers": {"Origin": crew["secretariat"].origin + ".evil.example"}},
              "another site's navigation": {"headers": {"Origin": None, "Sec-Fetch-Site": "cross-site"}},
              "a sibling site's navigation": {"headers": {"Origin": None, "Sec-Fetch-Site": "same-site"}}}
    changing = [route for route in listed if route["method"] != "GET" and route["path"] != "/csp-reports"]
    for name, trick in tricks.items():
        wrong = []
        for route in changing:
            answer = request_as_is(who_may(route, crew), route, crew, trick)
            if (answer.status, answer.code) != (403, "session.csrf"):
                wrong.append(f"{route['method']} {route['path']}: {answer.status} {answer.code}")
        case(f"{len(changing)} routes refuse {name}", "; ".join(wrong))
    wrong = []
    for route in changing:
        for kind in ("text/plain", "application/x-www-form-urlencoded", "text/plain; application/json", "application/jsonx"):
            person = who_may(route, crew)
            person.new_address()
            answer = person.send(route["method"], path_of(route, crew), raw=b'{"a":1}', headers={"Content-Type": kind})
            if answer.status not in (413, 415):
                wrong.append(f"{route['method']} {route['path']} {kind}: {answer.status}")
    case("bodies that a foreign form can send are refused", "; ".join(wrong))


def request_as_is(person, route, crew, trick):
    person.new_address()
    if route["path"] == "/api/v1/workbooks":
        headers = {"Content-Type": "multipart/form-data; boundary=x", **trick.get("headers", {})}
        return person.send("POST", route["path"], raw=b"--x--\r\n", token=trick.get("token"), headers=headers)
    return person.send(route["method"], path_of(route, crew), {}, headers=trick.get("headers"), token=trick.get("token"))


def who_may(route, crew):
    if route["permission"] == "public":
        return crew["stranger"]
    if route["permission"] == "pending_factor":
        return crew["half signed in"]
    return crew["secretariat" if "secretariat" in route["roles"] else route["roles"][0]]


def permitted(listed, crew):
    """The counter-proof: those who have the right get an answer."""
    for who in sorted(crew.roles):
        wrong, tried = [], 0
        for route in listed:
            if route["method"] != "GET" or expected(route, who) or route["path"] == "/metrics":
                continue
            tried += 1
            answer = request(crew[who], route, path_of(route, crew))
            # The department of a manager need not own the item that stands first.
            if answer.status != 200 and not (answer.status == 404 and who in ("manager", "committee", "employee") and "{no}" in route["path"]):
                wrong.append(f"{route['path']}: {answer.status} {answer.code}")
        case(f"{who}: {tried} routes are open", "; ".join(wrong))
