"""A manager sees the own department and those under it, on the main road and on every side road (AZ02)."""

import collections
import json

from server import Client, case


def attack(company, crew):
    managers = [account for account in company.accounts if account["role"] == "manager"]
    everything = crew["secretariat"].get(f"/api/v1/assessments/{crew.assessment}").json
    case("the sheet belongs to several departments", "" if len({a["department"] for a in everything["answers"]}) > 2 else "one")
    for at, account in enumerate(managers[:4]):
        person = crew["manager"] if at == 0 else Client(company.server).sign_in(account)
        Manager(company, crew, person, account, everything).attack()
    committee(crew)


def subtree(departments, root):
    found = {root}
    while True:
        more = {d["id"] for d in departments if d["parent"] in found} - found
        if not more:
            return found
        found |= more


class Manager:
    def __init__(self, company, crew, person, account, everything):
        self.crew, self.person, self.login, self.company = crew, person, account["login"], company
        own = person.get("/api/v1/session").json["user"]["department"]["id"]
        self.departments = subtree(crew.departments, own)
        self.foreign = [a for a in everything["answers"] if a["department"] not in self.departments]
        self.own = [a for a in everything["answers"] if a["department"] in self.departments]
        self.path = f"/api/v1/assessments/{crew.assessment}"

    def attack(self):
        self.sheet()
        self.side_roads()
        self.counts()
        self.history()
        self.writing()

    def case(self, name, problem):
        case(f"{self.login}: {name}", problem)

    def leaks(self, body):
        """Texts of other departments' answers that stand in a body, and their departments' ids."""
        mine = {a["basis"] for a in self.own} | {(a["previous"] or {}).get("basis") for a in self.own}
        texts = {a["basis"] for a in self.foreign if len(a["basis"]) > 8} - mine
        strings = set()
        collect(json.loads(body), strings)
        return sorted(texts & strings)[:3]

    def sheet(self):
        got = self.person.get(self.path)
        numbers = sorted(a["no"] for a in got.json["answers"])
        wanted = sorted(a["no"] for a in self.own)
        self.case(f"the sheet shows the {len(wanted)} own answers and no other",
                  "" if numbers == wanted and self.foreign else f"{set(numbers) ^ set(wanted)}")
        self.case("the sheet's items are those of the own answers",
                  "" if sorted(i["no"] for i in got.json["items"]) == wanted else "other items")

    def side_roads(self):
        for road in ("", "/changes?after=0", "/changes?after=-1", "/totals", "/totals?na=full&unanswered=exclude", "/findings",
                     "/comparison", "/trend", "/scs"):
            answer = self.person.get(self.path + road)
            found = self.leaks(answer.body) if answer.status == 200 else []
            numbers = set()
            for key in ("answers", "findings"):
                numbers |= {row["no"] for row in answer.json.get(key, [])} if answer.status == 200 else set()
            others = numbers & {a["no"] for a in self.foreign}
            problem = f"{found} {others}" if found or others else ""
            self.case(f"nothing of others in {road or '/'}", problem or ("" if answer.status in (200, 422) else str(answer.status)))
        answer = self.person.get("/api/v1/trail")
        self.case("the operation record is closed", "" if answer.status == 403 else str(answer.status))
        answer = self.person.get(self.path + "/workbook")
        self.case("the filled workbook is closed", "" if answer.status == 403 else str(answer.status))

    def counts(self):
        totals = self.person.get(self.path + "/totals").json
        counted = collections.Counter(a["score"] for a in self.own)
        overall = totals["overall"]
        got = (overall["items"], overall["complete"], overall["in_progress"], overall["not_started"], overall["not_applicable"])
        wanted = (len(self.own), counted["2"], counted["1"], counted["0"], counted["該当なし"])
        self.case("totals count the own answers", "" if got == wanted else f"{got}, not {wanted}")
        keys = {row["key"] for row in totals["departments"]}
        self.case("totals name no other department", "" if keys <= self.departments else f"{keys - self.departments}")
        answered = sum(1 for a in self.own if a["score"])
        for where, summary in (("the sheet", self.person.get(self.path).json),
                               ("the list", next(s for s in self.person.get("/api/v1/assessments").json["assessments"]
                                                 if s["id"] == self.crew.assessment))):
            items = summary["items"] if isinstance(summary["items"], int) else len(summary["items"])
            got = (items, summary["answered"])
            self.case(f"{where} counts the own answers", "" if got == (len(self.own), answered) else f"{got}, not {(len(self.own), answered)}")
        self.crew["secretariat"].get(f"{self.path}/changes?after=0&at={self.foreign[0]['no']}")
        people = self.person.get(f"{self.path}/changes?after=0&at=0").json["people"]
        rows = {p["no"] for p in people} & {a["no"] for a in self.foreign}
        self.case("nobody's place in other departments' rows is shown", f"{rows}" if rows else "")

    def history(self):
        answers = {self.person.get(f"{self.path}/items/{a['no']}/history").without_request_id() for a in self.foreign[:20]}
        answers.add(self.person.get(f"{self.path}/items/9997/history").without_request_id())
        self.case("the history of other items answers as of none", "" if len(answers) == 1 and next(iter(answers))[0] == 404 else f"{answers}")

    def writing(self):
        target = self.foreign[0]
        edit = {"no": target["no"], "version": target["version"], "changes": [
            {"field": "basis", "from": target["basis"], "to": "よその部門が書き換えた"}]}
        results = {}
        for no in (target["no"], 9996):
            answer = self.person.send("POST", f"{self.path}/edits", {"key": f"foreign-{self.login}-{no}", "edits": [{**edit, "no": no}]})
            results[no] = answer.json["results"][0] if answer.status == 200 else {"state": answer.status}
        stored = next(a for a in self.crew["secretariat"].get(self.path).json["answers"] if a["no"] == target["no"])
        told = [{**result, "no": 0, "message": (result.get("message") or "").replace(str(no), "")} for no, result in results.items()]
        self.case("an answer of others cannot be written, and is not told from one that does not exist",
                  "" if stored["basis"] == target["basis"] and told[0] == told[1] and told[0]["state"] == "refused" else f"{told}")
        if not self.own:
            return
        mine = self.own[0]
        answer = self.person.send("POST", f"{self.path}/edits", {"key": f"move-{self.login}", "edits": [
            {"no": mine["no"], "version": mine["version"], "changes": [
                {"field": "department", "from": mine["department"], "to": target["department"]}]}]})
        state = answer.json["results"][0]["state"] if answer.status == 200 else answer.status
        self.case("an answer cannot be pushed into another department", "" if state == "refused" else str(state))


def collect(value, strings):
    if isinstance(value, str):
        strings.add(value)
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        collect(inner, strings)


def committee(crew):
    """Who may read but not write: the committee, the CISO, the auditor."""
    path = f"/api/v1/assessments/{crew.assessment}"
    for role in ("committee", "ciso", "auditor"):
        may = crew[role].get(path).json["may"]
        answer = crew[role].send("POST", f"{path}/edits", {"key": f"{role}-writes", "edits": []})
        case(f"{role}: reads and does not write", "" if not may["answer"] and not may["manage"] and answer.status == 403 else f"{may} {answer.status}")
