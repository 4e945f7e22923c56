#!/usr/bin/env python3
"""rescue.py: backup while people save, its proof, restore into an empty folder, and what must be refused (RE10, RE13, RE19)."""

import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import tempfile
import threading

import server
from server import Client, case, run

JAPANESE_TERMINAL = {**os.environ, "LC_ALL": "ja_JP.UTF-8"}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def refused(name, *arguments, codes=(1, 2, 3), **more):
    """The command ends with one of the codes and a sentence in each language."""
    problems = []
    for language in ("ja", "en"):
        result = run(*arguments, "--lang", language, **more)
        said = result.stderr.decode()
        if result.returncode not in codes:
            problems.append(f"exit {result.returncode}")
        if language == "ja" and not JAPANESE.search(said):
            problems.append(f"no Japanese sentence: {said[:150]!r}")
        if language == "en" and not re.search(r"[a-z]+ [a-z]+.*\.", said):
            problems.append(f"no English sentence: {said[:150]!r}")
        if "terminate called" in said or result.returncode < 0:
            problems.append(f"it crashed: {said[:150]!r}")
    case(name, "; ".join(problems))


class Busy(threading.Thread):
    """Saves until it is told to stop."""

    def __init__(self, person, assessment, no, text):
        super().__init__()
        self.person, self.path, self.no, self.text = person, f"/api/v1/assessments/{assessment}/edits", no, text
        self.stopped, self.saved, self.problem = threading.Event(), 0, ""

    def run(self):
        while not self.stopped.is_set():
            text = f"控えを取っている間の保存 {self.saved}"
            answer = self.person.send("POST", self.path, {"key": f"busy-{self.no}-{self.saved}", "edits": [
                {"no": self.no, "version": 1, "changes": [{"field": "basis", "from": self.text, "to": text}]}]})
            if answer.status != 200 or answer.json["results"][0]["state"] not in ("saved", "merged"):
                self.problem = f"{answer.status} {answer.body[:200]!r}"
                return
            self.text, self.saved = text, self.saved + 1


def tree(folder):
    """{relative path: bytes} of a folder."""
    out = {}
    for base, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(base, name), "rb") as file:
                out[os.path.relpath(os.path.join(base, name), folder)] = file.read()
    return out


def dump(database):
    """Every row of every table."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table' order by 1")]
        return {table: sorted(map(repr, connection.execute(f"select * from {table}"))) for table in tables}


def backup_in_use(company, folder):
    person = company.enter("secretariat")
    assessment = person.get("/api/v1/assessments").json["assessments"][0]["id"]
    answers = person.get(f"/api/v1/assessments/{assessment}").json["answers"][:4]
    busy = [Busy(Client(company.server).sign_in(company.account("secretariat")), assessment, a["no"], a["basis"]) for a in answers]
    for one in busy:
        one.start()
    out = os.path.join(folder, "backup")
    made = run("backup", "--data", company.data, "--out", out, "--json")
    for one in busy:
        one.stopped.set()
        one.join()
    case("a backup is made while people save", "" if made.returncode == 0 and json.loads(made.stdout)["ok"] else made.stderr.decode())
    problems = [one.problem for one in busy if one.problem]
    case("nobody who saves meanwhile is refused", "; ".join(problems) or ("" if sum(one.saved for one in busy) else "nothing was saved"))
    loose = [path for path in [out, *(os.path.join(b, n) for b, d, f in os.walk(out) for n in d + f)] if stat.S_IMODE(os.lstat(path).st_mode) & 0o077]
    case("a backup is its owner's alone (SE04)", ", ".join(loose[:3]))
    proof = run("backup", "verify", out, "--json")
    case("the backup proves itself", "" if proof.returncode == 0 and json.loads(proof.stdout)["ok"] else proof.stdout.decode()[:300] + proof.stderr.decode()[:300])
    return out, assessment


def restore(company, out, assessment, folder):
    restored = os.path.join(folder, "restored")
    done = run("restore", out, "--data", restored, "--json")
    case("it is restored into an empty folder", "" if done.returncode == 0 and json.loads(done.stdout)["ok"] else done.stdout.decode()[:300] + done.stderr.decode()[:300])
    one, two = dump(os.path.join(out, "sonae.db")), dump(os.path.join(restored, "sonae.db"))
    different = [table for table in one if one[table] != two.get(table)]
    allowed = {table for table in different if "session" in table or table.startswith(("trail", "throttle"))}
    case("the restored rows are those of the backup", f"{sorted(set(different) - allowed)}" if set(different) - allowed or not one else "")
    evidence = tree(os.path.join(company.data, "blobs")).items() <= tree(os.path.join(restored, "blobs")).items()
    case("every evidence file is there, byte for byte", "" if evidence and os.listdir(os.path.join(restored, "blobs")) else "they differ")
    modes = stat.S_IMODE(os.stat(restored).st_mode)
    case("the restored folder is its owner's alone (SE04)", "" if modes == 0o700 else oct(modes))
    case("the restored record verifies", "" if run("audit", "verify", "--data", restored).returncode == 0 else "it does not")
    again = server.Server(restored, *server.behind_proxy)
    again.start()
    try:
        person = Client(again).sign_in(company.account("secretariat"))
        sheet = person.get(f"/api/v1/assessments/{assessment}")
        book = person.get(f"/api/v1/assessments/{assessment}/workbook")
        case("people go on with the restored data", "" if sheet.status == 200 and len(sheet.json["answers"]) > 100 and book.status == 200 else f"{sheet.status} {book.status}")
    finally:
        again.end()
    refused("a restore over existing data is refused", "restore", out, "--data", restored)
    other = os.path.join(folder, "other")
    os.mkdir(other)
    with open(os.path.join(other, "letter.txt"), "w", encoding="utf-8") as file:
        file.write("x")
    refused("a restore into a folder with other things is refused", "restore", out, "--data", other)
    case("and leaves them alone", "" if os.listdir(other) == ["letter.txt"] else str(os.listdir(other)))
    return restored


def damaged(out, folder):
    """Every kind of damage to a backup is found by its proof, and is never restored."""
    files = sorted(path for path in tree(out) if not path.endswith("manifest.json"))

    def flip(path):
        with open(path, "rb+") as file:
            size = os.path.getsize(path)
            file.seek(size // 2)
            byte = file.read(1)
            file.seek(size // 2)
            file.write(bytes([byte[0] ^ 1]))

    def rewrite(to, pattern):
        with open(os.path.join(to, "manifest.json"), "r+", encoding="utf-8") as file:
            text = re.sub(pattern, lambda hit: hit[1] + ("1" if hit[2] == "0" else "0"), file.read(), count=1)
            file.seek(0)
            file.write(text)
    kinds = {"a changed evidence file": lambda to: flip(os.path.join(to, next(f for f in files if f.startswith("blobs")))),
             "a missing evidence file": lambda to: os.remove(os.path.join(to, next(f for f in files if f.startswith("blobs")))),
             "an added file": lambda to: open(os.path.join(to, "blobs", "more"), "w", encoding="utf-8").close(),
             "a changed database": lambda to: flip(os.path.join(to, "sonae.db")),
             "a truncated database": lambda to: os.truncate(os.path.join(to, "sonae.db"), 8192),
             "no database": lambda to: os.remove(os.path.join(to, "sonae.db")),
             "a changed checkpoint": lambda to: rewrite(to, r'("peaks": ")(.)'),
             "a changed root": lambda to: rewrite(to, r'("root": ")(.)'),
             "a changed list of files": lambda to: rewrite(to, r'("sha256": ")(.)'),
             "half a manifest": lambda to: os.truncate(os.path.join(to, "manifest.json"), 400),
             "no manifest": lambda to: os.remove(os.path.join(to, "manifest.json"))}
    for name, damage in kinds.items():
        to, target = os.path.join(folder, "damaged"), os.path.join(folder, "target")
        shutil.rmtree(to, ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(out, to)
        damage(to)
        refused(f"a backup with {name} does not prove itself", "backup", "verify", to)
        run("restore", to, "--data", target)
        started = os.path.exists(os.path.join(target, "sonae.db"))
        case(f"a backup with {name} is not restored", "an installation was left behind" if started else "")


def one_process(company):
    options = ("--listen", "127.0.0.1", "--port", str(server.free_port()))
    result = run("serve", "--data", company.data, *options, timeout=20, env=JAPANESE_TERMINAL)
    case("a second server on the same folder is refused", "" if result.returncode not in (0, None) and JAPANESE.search(result.stderr.decode()) else f"{result.returncode}")
    refused("migrating under a running server is refused", "migrate", "--data", company.data)
    case("the running server did not notice", "" if company.server.healthy() else "it is gone")


def not_a_backup(out):
    """A backup that somebody serves by mistake stays a backup."""
    result = run("serve", "--data", out, "--listen", "127.0.0.1", "--port", str(server.free_port()), timeout=20, env=JAPANESE_TERMINAL)
    case("a backup is not served", "" if result.returncode == 3 and JAPANESE.search(result.stderr.decode()) else f"{result.returncode}")
    case("and proves itself afterwards", "" if run("backup", "verify", out).returncode == 0 else "it does not")


def newer_schema(restored):
    database = os.path.join(restored, "sonae.db")
    with sqlite3.connect(database) as connection:
        connection.execute("insert into schema_step (slice, number, name, checksum, statements_done, finished, at)"
                           " select slice, number + 1, 'of a later version', checksum, 1, 1, at from schema_step"
                           " where slice = 'assessment' order by number desc limit 1")
    connection.close()
    before = dump(database)
    result = run("serve", "--data", restored, "--listen", "127.0.0.1", "--port", str(server.free_port()), timeout=20, env=JAPANESE_TERMINAL)
    case("data of a newer version are refused at the start", "" if result.returncode not in (0, None) and JAPANESE.search(result.stderr.decode()) else f"{result.returncode} {result.stderr.decode()[:200]}")
    refused("migrating data of a newer version is refused", "migrate", "--data", restored)
    case("and nothing in them is changed", "" if dump(database) == before else "they were")


def self_check(company, folder):
    result = run("check", "--data", company.data, "--json")
    report = json.loads(result.stdout)
    wanted = {"ok", "findings", "versions", "records", "blobs", "free_bytes", "notes"}
    case("the self-check answers in JSON, with libraries, room and counts", "" if wanted <= set(report) and report["ok"] and report["versions"] and result.returncode == 0 else f"{report}")
    company.server.end(signal.SIGTERM)

    def broken(name, damage):
        copy = os.path.join(folder, "sick")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(company.data, copy)
        damage(copy)
        found = run("check", "--data", copy, "--json")
        problem = f"exit {found.returncode} {found.stdout.decode()[:200]}{found.stderr.decode()[:200]}"
        good = found.returncode in (1, 3) and b"terminate" not in found.stderr
        if found.returncode == 1:
            good = good and not json.loads(found.stdout)["ok"] and json.loads(found.stdout)["findings"][0]["message"]
        case(f"the self-check notices {name}", "" if good else problem)

    def one_blob(copy):
        return next(os.path.join(b, n) for b, _, names in os.walk(os.path.join(copy, "blobs")) for n in names)

    def edit(statement):
        def damage(copy):
            with sqlite3.connect(os.path.join(copy, "sonae.db")) as connection:
                connection.execute(statement)
        return damage
    broken("a missing evidence file", lambda copy: os.remove(one_blob(copy)))
    broken("a changed evidence file", lambda copy: (os.chmod(one_blob(copy), 0o600), open(one_blob(copy), "ab").write(b"x")))
    broken("a key that others can read", lambda copy: [os.chmod(os.path.join(copy, n), 0o644) for n in os.listdir(copy) if "key" in n])
    broken("a folder that others can read", lambda copy: os.chmod(copy, 0o755))
    broken("a database that others can read", lambda copy: os.chmod(os.path.join(copy, "sonae.db"), 0o644))
    broken("a torn database", lambda copy: os.truncate(os.path.join(copy, "sonae.db"), 20000))
    broken("an orphan row", edit("insert into role_assignments (company_id, user_id, role, side) values ('x', 'y', 'manager', 'operation')"))


def wrong_places():
    with tempfile.TemporaryDirectory() as folder:
        missing = os.path.join(folder, "not", "there")
        for command in (("check",), ("migrate",), ("audit", "verify"), ("backup", "--out", os.path.join(folder, "b"))):
            refused(f"`{' '.join(command[:2])}` of a folder that is not there", *command, "--data", missing)
        refused("a backup to a place that cannot be written", "backup", "--data", missing, "--out", "/proc/nowhere/backup")
        refused("the proof of a backup that is not there", "backup", "verify", missing)


def main():
    server.require_binary()
    wrong_places()
    with server.Company() as company, tempfile.TemporaryDirectory(prefix="sonae-rescue-") as folder:
        out, assessment = backup_in_use(company, folder)
        refused("a backup over an existing folder is refused", "backup", "--data", company.data, "--out", out)
        refused("a backup to a place that cannot be made", "backup", "--data", company.data, "--out", "/proc/nowhere/backup")
        restored = restore(company, out, assessment, folder)
        damaged(out, folder)
        not_a_backup(out)
        one_process(company)
        newer_schema(restored)
        self_check(company, folder)
    server.finish()


main()
