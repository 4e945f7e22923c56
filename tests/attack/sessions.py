"""Signing in and out as an attacker would, and what the log must not hold (AU05, AU09-AU11, AU13, TR05)."""

import json
import re

from matrix import hire_one
from server import Client, case, totp


def attack(company, crew):
    strangers(company, crew)
    cookies(company, crew)
    fixation(company, crew)
    ends(company, crew)
    pending(company, crew)
    set_up(company)


def strangers(company, crew):
    """An unknown name and a wrong password cannot be told apart."""
    answers = set()
    for login in ("sato", "nobody-here", "佐藤", "' or '1'='1", "a" * 200):
        person = Client(company.server).open()
        answers.add(person.send("POST", "/api/v1/session", {"login": login, "password": "wrong-password-1"}).without_request_id())
    case("an unknown login and a wrong password are answered alike",
         "" if len(answers) == 1 and next(iter(answers))[0] == 401 else f"{answers}")
    person, statuses = Client(company.server).open(), []
    for _ in range(30):
        answer = person.send("POST", "/api/v1/session", {"login": "yamamoto", "password": "guess"})
        statuses.append(answer.status)
    case("guessing is slowed down", "" if statuses[-1] == 429 and answer.header("Retry-After") else f"{statuses}")
    # AU04: others' guesses must not keep the owner out from a place where they have signed in.
    known = crew["ciso"]
    again = Client(company.server)
    again.address = known.address
    case("guesses of a stranger do not end the owner's session", "" if known.get("/api/v1/me/sessions").status == 200 else "ended")


def cookies(company, crew):
    person = Client(company.server)
    seen = [value for name, value in person.open().get("/api/v1/session").headers if name.lower() == "set-cookie"]
    answer = Client(company.server)
    answer.open()
    entered = answer.give_password(company.account("manager", 1))
    seen += [value for name, value in entered.headers if name.lower() == "set-cookie"]
    wrong = [value.split("=")[0] for value in seen
             if not value.startswith("__Host-") or not {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in value.split(";")}
             or not re.search(r"SameSite=(Lax|Strict)", value) or "Domain" in value]
    case("cookies are bound to the host, closed to scripts and to other sites", "" if seen and not wrong else f"{wrong or 'none seen'}")


def fixation(company, crew):
    """The id before a sign-in is not the id after it, and a planted one opens nothing."""
    attacker, victim = company.enter("secretariat"), Client(company.server).open()
    stolen = dict(attacker.cookies)
    victim.cookies.update(stolen)
    before = dict(victim.cookies)
    answer = victim.send("POST", "/api/v1/session", {"login": company.account("manager")["login"],
                                                     "password": company.account("manager")["password"]}, token=attacker.csrf)
    changed = answer.status == 200 and all(victim.cookies.get(name) != before.get(name) for name in stolen)
    planted = Client(company.server)
    planted.cookies = stolen
    state = planted.get("/api/v1/session").json["state"]
    case("signing in gives a new id and ends the one that was there", "" if changed and state == "anonymous" else f"{answer.status} {state}")
    wrong = []
    for name in stolen:
        for value in ("A" * 43, "", stolen[name][:-1], stolen[name] + "x", stolen[name].split(".")[0] + "." + "A" * 43, "%00", "a" * 4000):
            person = Client(company.server)
            person.cookies = {name: value}
            if person.get("/api/v1/assessments").status != 401:
                wrong.append(f"{name}={value[:20]}")
    case("made-up session ids open nothing", ", ".join(wrong))


def is_out(cookies, company):
    person = Client(company.server)
    person.cookies = dict(cookies)
    return person.get("/api/v1/me/sessions").status == 401


def ends(company, crew):
    """Log-out, disabling, demotion and a new password end sessions at once (AU13)."""
    administrator = crew["administrator"]
    person = hire_one(company, crew, "manager", "leaver")
    path = f"/api/v1/users/{person.account['id']}"

    def again():
        return Client(company.server).sign_in(person.account)

    first = again()
    old = dict(first.cookies)
    answer = first.send("DELETE", "/api/v1/session")
    case("log-out ends the session on the server and clears the browser",
         "" if answer.status == 204 and is_out(old, company) and "cookies" in (answer.header("Clear-Site-Data") or "") else str(answer.status))
    first, second = again(), again()
    fresh = "tsuki-no-hikari-wa-88"
    old = dict(first.cookies)
    answer = first.send("PUT", "/api/v1/me/password", {"current": person.account["password"], "new": fresh})
    crew.secrets.append(fresh)
    person.account["password"] = fresh
    case("a new password ends the other sessions and changes the own id",
         "" if answer.status == 204 and is_out(second.cookies, company) and is_out(old, company)
         and first.get("/api/v1/me/sessions").status == 200 else str(answer.status))
    first = again()
    administrator.send("DELETE", path + "/sessions")
    case("an administrator ends somebody's sessions", "" if is_out(first.cookies, company) else "still in")
    first = again()
    version = next(u["version"] for u in administrator.get("/api/v1/users").json["users"] if u["id"] == person.account["id"])
    administrator.send("PATCH", path, {"version": version, "roles": ["employee"]})
    case("other rights end the session", "" if is_out(first.cookies, company) else "still in")
    first = again()
    answer = first.get(f"/api/v1/assessments/{crew.assessment}")
    case("a person without the right sees nothing any more", "" if answer.status in (403, 404) or not answer.json["answers"] else "sees it")
    administrator.send("PATCH", path, {"version": version + 1, "disabled": True})
    case("disabling ends the session", "" if is_out(first.cookies, company) else "still in")
    answer = Client(company.server).give_password(person.account)
    case("a disabled account is refused like a wrong password", "" if (answer.status, answer.code) == (401, "session.refused") else f"{answer.status} {answer.code}")
    answer = administrator.send("PATCH", path, {"version": version + 2, "roles": ["employee", "auditor"]})
    case("an account of the operation cannot become an auditor's", "" if answer.status == 422 else str(answer.status))
    own = next(u for u in administrator.get("/api/v1/users").json["users"] if "administrator" in u["roles"])
    answer = administrator.send("PATCH", f"/api/v1/users/{own['id']}", {"version": own["version"], "roles": ["administrator", "secretariat"]})
    case("nobody gives rights to themselves", "" if answer.status == 403 else str(answer.status))


def pending(company, crew):
    """A session that owes its second factor gets five tries, and codes work once."""
    account = company.account("auditor")
    person = Client(company.server)
    person.give_password(account)
    statuses = [person.send("POST", "/api/v1/session/factor", {"code": f"{n:06}"}).status for n in range(6)]
    case("a second factor is tried five times at most", "" if statuses[:5] == [401] * 5 and statuses[5] in (401, 403) and is_out(person.cookies, company) else f"{statuses}")
    person = Client(company.server)
    person.give_password(account)
    used = totp(account["totp_secret"])
    answers = [person.send("POST", "/api/v1/session/factor", {"code": code}).status for code in (used, used)]
    case("a code does not work twice", "" if answers[0] in (200, 401) and answers[1] in (401, 409) else f"{answers}")
    half = crew["half signed in"]
    answer = half.send("POST", "/api/v1/session/enrolment", {})
    case("a half session cannot enrol a factor of its own", "" if answer.status == 409 else f"{answer.status} {answer.code}")


def set_up(company):
    stranger = Client(company.server).open()
    answer = stranger.send("POST", "/api/v1/setup", {"token": "A" * 43, "company_name": "乗っ取り", "fiscal_year_start": 4, "login": "evil",
                                                     "name": "悪人", "password": "a-long-password-nobody-knows"})
    case("the set-up is over once there is an account", "" if answer.status in (403, 409, 404) else f"{answer.status} {answer.code}")


def read_log(company, crew):
    """Nothing that opens a door stands in the log; each line is one JSON object."""
    log = company.server.log()
    secrets = set(crew.secrets)
    for person in crew.people.values():
        secrets |= {value for value in person.cookies.values() if value} | {person.csrf}
    secrets |= {cookie.rsplit(".", 1)[-1] for cookie in secrets}
    found = [secret[:6] + "…" for secret in secrets if len(secret) > 8 and secret in log]
    case(f"none of {len(secrets)} secrets stands in the log", ", ".join(found) or ("" if len(secrets) > 20 else "few secrets"))
    typed = [text for text in ("wrong-password-1", "' or '1'='1", "乗っ取り", "よその部門が書き換えた") if text in log]
    case("nothing that people typed stands in the log", ", ".join(typed))
    bad = 0
    for line in log.splitlines():
        try:
            bad += not isinstance(json.loads(line), dict)
        except ValueError:
            bad += 1
    case("every line of the log is one JSON object", f"{bad} are not" if bad else "")
    fatal = [line for line in log.splitlines() if '"status":500' in line]
    case("no request ended in an inner error", "; ".join(line[:300] for line in fatal[:3]))
