"""Every route x every role, a stranger and a session that still owes its second factor (AZ01, AU07, WB01)."""

import json
import re

from recipes import MISSING, NUMBERS, Forms, NoRecipe, fill, missing, places
from server import Client, case, run


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
    crew.forms = Forms(crew["secretariat"].get("/api/v1/openapi.json").json)
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
    return fill(route["path"], crew)


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
    listed = [route for route in listed if has_recipe(route, crew)]
    before = content_of(company, crew)
    refused_by_role(listed, crew)
    ids_tell_nothing(listed, crew)
    case("refused requests change nothing", "" if content_of(company, crew) == before else "something was changed")
    tokens_and_origins(listed, company, crew)
    permitted(listed, crew)
    statuses = {who: crew[who].get("/metrics").status for who in ("stranger", "half signed in", "secretariat", "auditor", "administrator")}
    wanted = {who: 200 if who == "administrator" else 403 for who in statuses}
    case("from another machine the metrics are the administrator's alone", "" if statuses == wanted else f"{statuses}")


def has_recipe(route, crew):
    """Every route is attacked; one that these scripts cannot form is a failure that says what to add."""
    name = f"{route['method']} {route['path']} can be attacked"
    try:
        fill(route["path"], crew)
        crew.forms.sample(route)
    except NoRecipe as problem:
        case(name, str(problem))
        return False
    described = route["method"] in ("GET", "DELETE") or crew.forms.operation(route) or not route["path"].startswith("/api/")
    case(name, "" if described else "it is not in openapi.json")
    return True


def refused_by_role(listed, crew):
    for who in sorted(crew.roles) + ["stranger", "half signed in"]:
        wrong, tried = [], 0
        for route in listed:
            wanted = expected(route, who)
            if not wanted:
                continue
            tried += 1
            answer = request(crew[who], route, path_of(route, crew), crew)
            problems = list(lacks_headers(answer))
            if answer.status != wanted or not answer.code:
                problems.append(f"{answer.status} {answer.code}, not {wanted}")
            wrong += [f"{route['method']} {route['path']}: {problem}" for problem in problems]
        case(f"{who}: {tried} routes are refused", "; ".join(wrong) or ("" if tried else "nothing was tried"))


def request(person, route, path, crew, body=None):
    """The route with the kind of body it wants, so that only the right to it can be missing."""
    person.new_address()
    if route["method"] == "GET":
        return person.get(path)
    if crew.forms.kind(route) == "upload":
        return person.upload(path, b"PK")
    return person.send(route["method"], path, {} if body is None else body)


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
        for hole in places(route["path"]):
            if hole in NUMBERS:
                continue
            who = next((role for role in ("secretariat", "administrator", *route["roles"]) if role in route["roles"]), None)
            if who is None or expected(route, who):
                continue
            tried += 1
            answers = set()
            for identity in (MISSING, MISSING.upper(), "x", "0", "' or 1=1 --".replace(" ", "%20"), crew.users[0]["id"][:-1]):
                path = fill(route["path"], crew, **{hole: identity})
                answers.add(request(crew[who], route, path, crew, crew.forms.sample(route)).without_request_id())
            if len(answers) != 1 or next(iter(answers))[0] != 404:
                wrong.append(f"{route['method']} {route['path']} {{{hole}}}: {answers}")
    case(f"missing and impossible ids answer the same on {tried} places", "; ".join(wrong) or ("" if tried else "none"))
    foreign_departments(listed, crew)


def foreign_departments(listed, crew):
    """What belongs to another department answers a manager as what does not exist: items and departments alike."""
    manager = crew["manager"]
    own = {answer["no"] for answer in manager.get(f"/api/v1/assessments/{crew.assessment}").json["answers"]}
    home = manager.get("/api/v1/session").json["user"]["department"]["id"]
    mine = {home}
    while more := {d["id"] for d in crew.departments if d["parent"] in mine} - mine:
        mine |= more
    others = {"no": [str(item["no"]) for item in crew.sheet["items"] if item["no"] not in own][:2],
              "department": [d["id"] for d in crew.departments if d["id"] not in mine][:2]}
    wrong, tried = [], 0
    for route in listed:
        for hole in set(places(route["path"])) & set(others):
            if "manager" not in route["roles"] or expected(route, "manager"):
                continue
            body = crew.forms.sample(route)
            nothing = request(manager, route, fill(route["path"], crew, **{hole: missing(hole)}), crew, body).without_request_id()
            for identity in others[hole]:
                tried += 1
                got = request(manager, route, fill(route["path"], crew, **{hole: identity}), crew, body).without_request_id()
                if got != nothing or got[0] != 404:
                    wrong.append(f"{route['method']} {route['path']} {{{hole}}}: {got} and {nothing}")
    case(f"manager: other departments' rows answer as none on {tried} requests", "; ".join(wrong[:5]) or ("" if tried else "nothing was tried"))


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
    if crew.forms.kind(route) == "upload":
        headers = {"Content-Type": "multipart/form-data; boundary=x", **trick.get("headers", {})}
        return person.send(route["method"], path_of(route, crew), raw=b"--x--\r\n", token=trick.get("token"), headers=headers)
    return person.send(route["method"], path_of(route, crew), {}, headers=trick.get("headers"), token=trick.get("token"))


def who_may(route, crew):
    if route["permission"] == "public":
        return crew["stranger"]
    if route["permission"] == "pending_factor":
        return crew["half signed in"]
    return crew["secretariat" if "secretariat" in route["roles"] else route["roles"][0]]


# Opened by a secret that stands on paper: whoever has none is told that it is not there, whatever the role.
BY_CARD = "/api/v1/emergency/card"


def permitted(listed, crew):
    """The counter-proof: those who have the right get an answer."""
    for who in sorted(crew.roles):
        wrong, tried = [], 0
        for route in listed:
            if route["method"] != "GET" or expected(route, who) or route["path"] in ("/metrics", BY_CARD):
                continue
            tried += 1
            answer = request(crew[who], route, path_of(route, crew), crew)
            # The department of a manager need not own the item that stands first; of some things the company has none.
            absent = answer.status == 404 and (who in ("manager", "committee", "employee") or MISSING in path_of(route, crew))
            if answer.status != 200 and not (absent and places(route["path"])):
                wrong.append(f"{route['path']}: {answer.status} {answer.code}")
        case(f"{who}: {tried} routes are open", "; ".join(wrong))
    card = {who: crew[who].get(BY_CARD).code for who in (*sorted(crew.roles), "stranger")}
    case("without a card its page is there for nobody", "" if set(card.values()) == {"contacts.link.unknown"} else f"{card}")
