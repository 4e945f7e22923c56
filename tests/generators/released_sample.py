#!/usr/bin/env python3
"""released_sample.py VERSION: a tiny installation of the program as SQL text, tests/fixtures/releases/VERSION.sql (RE13).

Run once for each release, with SONAE naming its binary; the text is kept for ever, and every later program must bring it
up to date without losing anything. Everything in it is made up here: no text of a guideline, no real person."""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

TREE = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
sys.path.insert(0, os.path.join(TREE, "tests", "attack"))

import openpyxl  # noqa: E402

from server import SONAE, Client, Server, free_port, totp  # noqa: E402

PASSWORD = "a quiet river under nine bridges"


def start_empty(data):
    """A server over an empty folder, and the token of its first start."""
    server = Server(data)
    server.port = free_port()
    with open(server.log_path, "wb") as log:
        server.process = subprocess.Popen([SONAE, "serve", "--data", data, "--listen", "127.0.0.1", "--port", str(server.port)],
                                          stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    for _ in range(500):
        found = re.search(r"#token=([\w-]+)", server.log())
        if found and server.healthy():
            return server, found[1]
        time.sleep(0.02)
    raise RuntimeError(server.log()[-500:])


def workbook(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "チェックシート"
    sheet.append(["No", "ラベル", "達成条件", "達成基準", "レベル", "評価結果", "評価の根拠"])
    for no, subject in enumerate(("規程", "教育", "媒体"), 1):
        sheet.append([no, subject, f"{subject}を定めている", f"{subject}が文書になっている", 1, "2" if no == 1 else None,
                      f"2024年4月 {subject}を制定" if no == 1 else None])
    book.save(path)
    with open(path, "rb") as file:
        return file.read()


def must(answer):
    if answer.status >= 300:
        raise RuntimeError(f"{answer.status} {answer.body!r}")
    return answer.json if answer.body else None


def live(server, token, scratch):
    """What a company does in its first hour."""
    admin = Client(server).open()
    must(admin.send("POST", "/api/v1/setup", {"token": token, "company_name": "架空プレス工業", "fiscal_year_start": 4,
                                              "login": "admin", "name": "管理 花子", "password": PASSWORD}))
    secret = must(admin.send("POST", "/api/v1/session/enrolment", {}))["secret"]
    must(admin.send("PUT", "/api/v1/session/enrolment", {"code": totp(secret)}))
    office = must(admin.send("POST", "/api/v1/departments", {"name": "本社", "parent": None}))["department"]["id"]
    sales = must(admin.send("POST", "/api/v1/departments", {"name": "営業部", "parent": office}))["department"]["id"]
    for login, role, where in (("jimu", "secretariat", office), ("eigyo", "manager", sales), ("kansa", "auditor", None)):
        made = must(admin.send("POST", "/api/v1/users", {"login": login, "name": f"{login} さん", "roles": [role], "department": where}))
        if login == "jimu":
            first = made["password"]
    jimu = Client(server)
    must(jimu.give_password({"login": "jimu", "password": first}))
    must(jimu.send("PUT", "/api/v1/session/password", {"new": PASSWORD}))
    book = must(jimu.upload("/api/v1/workbooks", workbook(os.path.join(scratch, "sheet.xlsx"))))["workbook"]
    sheet = must(jimu.send("POST", "/api/v1/assessments", {"workbook": book, "fiscal_year": 2026, "title": "2026年度"}))["assessment"]
    path = f"/api/v1/assessments/{sheet}"
    for no, changes in ((1, [("department", None, sales)]), (2, [("score", "", "1"), ("basis", "", "教材を作成中、2026年9月完了")])):
        answer = next(one for one in must(jimu.get(path))["answers"] if one["no"] == no)
        saved = must(jimu.send("POST", f"{path}/edits", {"key": f"sample-{no}", "edits": [{"no": no, "version": answer["version"], "changes": [
            {"field": field, "from": answer[field], "to": new} for field, _, new in changes]}]}))
        if saved["results"][0]["state"] != "saved":
            raise RuntimeError(str(saved))


def literal(value):
    if value is None:
        return "null"
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def portable(ddl):
    """SQLite's spelling back into the portable one (platform/db/sql_text.h)."""
    ddl = re.sub(r"\bblob\b", "bytes", re.sub(r"\binteger\b", "bigint", ddl))
    return re.sub(r"\)\s*strict$", ")", ddl.strip())


def dump(database, version):
    rows = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    yield f"-- A tiny installation as Sonae {version} left it, for the test of the way up (tests/generators/released_sample.py)."
    yield "-- Portable DDL; bytes as x'…'. Kept as it is for ever."
    objects = rows.execute("select name, type, sql from sqlite_schema where sql is not null and name not like 'sqlite%' order by rowid").fetchall()
    tables = [name for name, kind, _ in objects if kind == "table"]
    for _, _, sql in objects:
        yield portable(sql) + ";"
    for table in tables:
        if table in ("sessions", "throttles", "setup_tokens", "schema_lease"):
            continue
        cursor = rows.execute(f'select * from "{table}" order by rowid')  # noqa: S608: names of the own schema
        columns = ", ".join(column[0] for column in cursor.description)
        for row in cursor:
            yield f"insert into {table} ({columns}) values ({', '.join(map(literal, row))});"


def main():
    version = sys.argv[1]
    out = os.path.join(TREE, "tests", "fixtures", "releases", f"{version}.sql")
    if os.path.exists(out):
        sys.exit(f"{out} is kept for ever")
    with tempfile.TemporaryDirectory(prefix="sonae-sample-") as scratch:
        data = os.path.join(scratch, "data")
        server, token = start_empty(data)
        try:
            live(server, token, scratch)
        finally:
            server.end()
        text = "\n".join(dump(os.path.join(data, "sonae.db"), version)) + "\n"
    with open(out, "w", encoding="utf-8") as file:
        file.write(text)
    print(f"{out}: {len(text)} characters")


if __name__ == "__main__":
    main()
