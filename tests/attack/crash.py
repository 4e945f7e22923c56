#!/usr/bin/env python3
"""crash.py [CYCLES]: the server is killed with SIGKILL while eight people save; then it must know all it acknowledged (RE03).

Each writer owns some items and writes a number that grows. After every restart the stored text of each item must be the
last one that was acknowledged, or the one that was under way; the operation record must verify."""

import http.client
import json
import random
import signal
import sys
import threading
import time

import server
from server import Client, case, run

WRITERS = 8
LONGEST_RECOVERY = 10


class Writer(threading.Thread):
    def __init__(self, person, assessment, items):
        super().__init__()
        self.person, self.path = person, f"/api/v1/assessments/{assessment}/edits"
        self.texts = dict(items)  # what the server has acknowledged, by number
        self.under_way, self.count, self.stopped, self.surprise = {}, 0, False, ""

    def run(self):
        turn = 0
        while not self.stopped:
            turn += 1
            for no in list(self.texts):
                text = f"第{self.count + 1}回の保存 2026年4月 {no}"
                edit = {"no": no, "version": 1, "changes": [{"field": "basis", "from": self.texts[no], "to": text}]}
                self.under_way = {no: text}
                try:
                    answer = self.person.send("POST", self.path, {"key": f"{self.name}-{turn}-{no}-{time.monotonic_ns()}", "edits": [edit]})
                except (OSError, http.client.HTTPException):
                    return
                if answer.status != 200 or answer.json["results"][0]["state"] not in ("saved", "merged"):
                    self.surprise = f"{answer.status} {answer.body[:200]!r}"
                    return
                self.texts[no], self.under_way = text, {}
                self.count += 1
                if self.stopped:
                    return


def cycle(company, people, assessment, dice):
    """One kill. What went wrong, and how many saves were acknowledged."""
    sheet = people[0].get(f"/api/v1/assessments/{assessment}").json
    numbers = [answer["no"] for answer in sheet["answers"]][:WRITERS * 3]
    texts = {answer["no"]: answer["basis"] for answer in sheet["answers"]}
    writers = [Writer(person, assessment, [(no, texts[no]) for no in numbers[at::WRITERS]]) for at, person in enumerate(people)]
    for writer in writers:
        writer.start()
    time.sleep(dice.uniform(0.05, 0.6))
    company.server.end(signal.SIGKILL)
    for writer in writers:
        writer.stopped = True
        writer.join()
    recovery = company.server.start()
    after = {answer["no"]: answer["basis"] for answer in people[0].get(f"/api/v1/assessments/{assessment}").json["answers"]}
    problems = [writer.surprise for writer in writers if writer.surprise]
    for writer in writers:
        for no, text in writer.texts.items():
            if after[no] not in (text, writer.under_way.get(no, text)):
                problems.append(f"No.{no}: stored {after[no]!r}, acknowledged {text!r}")
    if recovery > LONGEST_RECOVERY:
        problems.append(f"{recovery:.1f} s until it answered")
    return problems, sum(writer.count for writer in writers), recovery


def main():
    server.require_binary()
    cycles = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    dice = random.Random(3)
    with server.Company() as company:
        account = company.account("secretariat")
        people = [Client(company.server).sign_in(account) for _ in range(WRITERS)]
        assessment = people[0].get("/api/v1/assessments").json["assessments"][0]["id"]
        problems, saved, slowest = [], 0, 0.0
        for _ in range(cycles):
            wrong, count, recovery = cycle(company, people, assessment, dice)
            problems += wrong
            saved, slowest = saved + count, max(slowest, recovery)
        case(f"{cycles} kills, {saved} acknowledged saves: none is lost, none is half there", "; ".join(problems[:5]) or ("" if saved > cycles else "nothing saved"))
        print(f"     longest recovery {slowest:.2f} s")
        count = sum(1 for _ in records(company))
        case("the record holds every acknowledged save", "" if count >= saved else f"{count} records of {saved} saves")
        company.server.end(signal.SIGKILL)
        verified = run("audit", "verify", "--data", company.data, "--json")
        case("the operation record verifies after a last kill", "" if verified.returncode == 0 and json.loads(verified.stdout)["ok"] else verified.stderr.decode())
        checked = run("check", "--data", company.data, "--json")
        case("the self-check finds nothing", "" if checked.returncode == 0 else checked.stdout.decode()[:500] + checked.stderr.decode()[:500])
    server.finish()


def records(company):
    """Every record of a saved answer, newest first."""
    auditor, before = company.enter("auditor"), ""
    while True:
        page = auditor.get(f"/api/v1/trail?action=assessment.answer.save{before}").json
        yield from page["records"]
        if not page["more"]:
            return
        before = f"&before={page['records'][-1]['sequence']}"


main()
