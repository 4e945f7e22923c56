#!/usr/bin/env python3
"""bench/load_data.py DATA OUT: makes the load goals' company out of the demo company in DATA (SQLite, server stopped): 300
departments, 5,000 people, five years of a sheet of 153 items, 500 open sessions. Writes to OUT (JSON) what the generator of
load needs: cookies of the sessions, logins that have the secretariat's password, the sheets.

It writes into the tables directly: through the program the passwords alone would take half an hour of hashing. What it
writes is what the program would have written; `sonae check` says so."""

import hashlib
import json
import os
import secrets
import sqlite3
import sys
import time
import uuid

DEPARTMENTS, PEOPLE, YEARS, SESSIONS = 300, 5000, 5, 500


def new_id(milliseconds):
    """UUIDv7, as the program's own ids."""
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def columns(database, table):
    return [row[1] for row in database.execute(f"pragma table_info({table})")]


def copy(database, table, row, **changes):
    """Inserts `row` (a dict) once more with some columns changed."""
    fields = {**row, **changes}
    names = list(fields)
    database.execute(f"insert into {table} ({', '.join(names)}) values ({', '.join('?' * len(names))})",
                     [fields[name] for name in names])


def rows(database, table, where, *values):
    names = columns(database, table)
    return [dict(zip(names, row)) for row in database.execute(f"select * from {table} where {where}", values)]


def make_departments(database, company, now):
    found = rows(database, "departments", "company_id = ? and parent_id is not null", company)
    ids = [row["id"] for row in found]
    for number in range(len(ids), DEPARTMENTS):
        ids.append(new_id(now))
        copy(database, "departments", found[0], id=ids[-1], name=f"第{number + 1}課", position=1000 + number)
    return ids


def make_people(database, company, departments, pattern, password, now):
    """One manager a department, three more of the secretariat, the rest employees."""
    people = []
    for number in range(PEOPLE):
        role = "secretariat" if number < 3 else "manager" if number < 3 + DEPARTMENTS else "employee"
        user, login = new_id(now), f"load{number:04}"
        copy(database, "users", pattern, id=user, login=login, login_folded=login, name=f"計測 {number:04}",
             employee_no=None, employee_no_folded=None, department_id=departments[(number - 3) % len(departments)])
        database.execute("insert into role_assignments (company_id, user_id, role, side) values (?, ?, ?, 'operation')",
                         (company, user, role))
        copy(database, "credentials", password, user_id=user)
        people.append({"id": user, "login": login, "role": role})
    return people


def make_sheets(database, company, departments, now):
    """The newest sheet's items go round the departments; four more years carry the same answers."""
    [newest] = rows(database, "assessments", "company_id = ? order by fiscal_year desc, created_at desc limit 1", company)
    answers = rows(database, "assessment_answers", "company_id = ? and assessment_id = ?", company, newest["assessment_id"])
    sheets = [newest["assessment_id"]]
    for age in range(1, YEARS):
        sheets.append(new_id(now))
        copy(database, "assessments", newest, assessment_id=sheets[-1], fiscal_year=newest["fiscal_year"] - 10 - age)
        for answer in answers:
            copy(database, "assessment_answers", answer, assessment_id=sheets[-1])
    for number, answer in enumerate(answers):
        database.execute("update assessment_answers set department_id = ? where company_id = ? and no = ?",
                         (departments[number % len(departments)], company, answer["no"]))
    return sheets, len(answers)


def open_sessions(database, company, people, now):
    sessions = []
    for person in people:
        cookie = f"{company}.{secrets.token_urlsafe(32)}"
        database.execute(
            "insert into sessions (company_id, token, id, user_id, created_at, last_seen_at, factor_tries, address, agent)"
            " values (?, ?, ?, ?, ?, ?, 0, '127.0.0.1', 'bench')",
            (company, hashlib.sha256(cookie.encode()).digest(), new_id(now), person["id"], now, now))
        sessions.append({"cookie": cookie, "role": person["role"]})
    return sessions


def main():
    folder, out = sys.argv[1:]
    now = int(time.time() * 1000)
    database = sqlite3.connect(os.path.join(folder, "sonae.db"))
    database.execute("pragma foreign_keys = on")
    with database:
        [(company,)] = database.execute("select company_id from companies").fetchall()
        [secretary] = rows(database, "users", "company_id = ? and id in (select user_id from role_assignments"
                           " where role = 'secretariat') order by login limit 1", company)
        [password] = rows(database, "credentials", "user_id = ?", secretary["id"])
        if "m=65536" not in password["password"]:
            sys.exit("the secretariat's password has not been hashed at the product's own cost yet: sign in once")
        departments = make_departments(database, company, now)
        people = make_people(database, company, departments, secretary, password, now)
        sheets, items = make_sheets(database, company, departments, now)
        sessions = open_sessions(database, company, people[:SESSIONS], now)
    database.close()
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"sessions": sessions, "logins": [person["login"] for person in people[SESSIONS:]], "sheets": sheets,
                   "items": items, "departments": len(departments), "people": len(people)}, file)


if __name__ == "__main__":
    main()
