#!/usr/bin/env python3
"""full.py: the disk of the data folder fills up while people work (RE07). Prints `ok NAME` and `FAIL NAME` lines."""

import json
import os
import subprocess
import tempfile
import time

import server
from server import Client, Server, behind_proxy, case, run

# A tenth of it is more than the reserve that signing in lives on (platform/space.h).
SIZE = 320 * 1024 * 1024


class Disk:
    """A small file system in memory."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="sonae-disk-")
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", self.folder], check=True)
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.folder], check=True)
        os.rmdir(self.folder)

    def leave(self, free):
        """Fills the disk until only so much is free."""
        filler = os.path.join(self.folder, "filler")
        here = os.statvfs(self.folder)
        size = os.path.getsize(filler) if os.path.exists(filler) else 0
        wanted = size + here.f_bavail * here.f_frsize - free
        with open(filler, "ab") as file:
            os.posix_fallocate(file.fileno(), 0, max(wanted, 1))

    def clear(self):
        os.remove(os.path.join(self.folder, "filler"))


def edit(person, path, key, no, version, before, after):
    begin = time.monotonic()
    answer = person.send("POST", f"{path}/edits", {"key": key, "edits": [{"no": no, "version": version, "changes": [
        {"field": "basis", "from": before, "to": after}]}]})
    return answer, time.monotonic() - begin


def main():
    server.require_binary()
    with Disk() as disk:
        data, credentials = os.path.join(disk.folder, "data"), os.path.join(disk.folder, "accounts.json")
        made = run("demo", "--data", data, "--credentials", credentials)
        if made.returncode != 0:
            raise RuntimeError(made.stderr.decode())
        with open(credentials, encoding="utf-8") as file:
            accounts = {account["role"]: account for account in json.load(file)["accounts"]}
        running = Server(data, *behind_proxy)
        running.log_path = tempfile.NamedTemporaryFile(prefix="sonae-full-", suffix=".log", delete=False).name
        running.start()
        try:
            story(disk, running, accounts)
        finally:
            running.end()
            os.remove(running.log_path)
        verified = run("audit", "verify", "--data", data)
        case("the operation record proves itself afterwards", "" if verified.returncode == 0 else verified.stdout.decode() + verified.stderr.decode())
    server.finish()


def story(disk, running, accounts):
    secretary = Client(running).sign_in(accounts["secretariat"])
    administrator = Client(running).sign_in(accounts["administrator"])
    assessment = secretary.get("/api/v1/assessments").json["assessments"][0]["id"]
    path = f"/api/v1/assessments/{assessment}"
    book = secretary.get(f"{path}/workbook").body
    one = secretary.get(path).json["answers"][0]
    no, version, text = one["no"], one["version"], one["basis"]

    def save(after):
        nonlocal version, text
        answer, took = edit(secretary, path, f"full-{after}", no, version, text, after)
        if answer.status == 200 and answer.json["results"][0]["state"] in ("saved", "merged"):
            version, text = version + 1, after
            return "saved", took
        return f"{answer.status} {answer.code}", took

    def low():
        return administrator.get("/api/v1/limits").json["disk"]["low"]

    state, _ = save("まだ余裕がある")
    case("with room, people save and nobody is warned", "" if state == "saved" and not low() else f"{state} {low()}")
    disk.leave(SIZE // 10 - 4 * 1024 * 1024)
    state, _ = save("残りわずか")
    case("at a tenth left the administrator is warned, and people still save", "" if low() and state == "saved" else f"{low()} {state}")

    disk.leave(8 * 1024 * 1024)
    state, took = save("もう入らない")
    case("on a full disk saving is refused", "" if state == "503 error.disk_full" else state)
    case("and at once", "" if took < 5 else f"{took:.1f} s")
    answer = secretary.upload("/api/v1/workbooks", book)
    case("so are files", "" if answer.status in (503, 507) and answer.code == "error.disk_full" else f"{answer.status} {answer.code}")
    stored = next(a for a in secretary.get(path).json["answers"] if a["no"] == no)
    case("reading goes on, and shows what was confirmed", "" if stored["basis"] == text else stored["basis"])
    try:
        Client(running).sign_in(accounts["manager"])
        problem = ""
    except RuntimeError as refused:
        problem = str(refused)
    case("signing in goes on", problem)
    refused = Client(running).give_password({"login": accounts["manager"]["login"], "password": "not the password at all"})
    case("and a wrong password is refused as ever", "" if refused.code == "session.refused" else f"{refused.status} {refused.code}")

    disk.clear()
    state, _ = save("また入る")
    case("with room again people save without a restart", "" if state == "saved" else state)
    answer = secretary.upload("/api/v1/workbooks", book)
    case("files too", "" if answer.status == 201 else f"{answer.status} {answer.code}")
    case("and the warning is gone", "" if not low() else "still there")


main()
