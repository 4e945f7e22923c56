"""Two companies in one PostgreSQL: whoever asks for anything of the other company is told what somebody is told who asks
for what does not exist (AZ02, AZ08)."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

from matrix import expected, routes
from recipes import MISSING, NUMBERS, Forms, fill, missing, places
from server import Client, Server, behind_proxy, case, run

PROGRAMS = "/usr/lib/postgresql/15/bin/"


class Postgresql:
    """A server of its own in a temporary folder, reached by a socket there."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="sonae-pg-")
        as_whom = {}
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            as_whom = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        data = os.path.join(self.folder, "data")
        subprocess.run([PROGRAMS + "initdb", "-D", data, "-U", "sonae", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
                       check=True, capture_output=True, cwd="/", **as_whom)
        self.process = subprocess.Popen([PROGRAMS + "postgres", "-D", data, "-k", self.folder, "-c", "listen_addresses=", "-c", "fsync=off"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **as_whom)
        for _ in range(300):
            ready = subprocess.run([PROGRAMS + "pg_isready", "-h", self.folder, "-U", "sonae"], capture_output=True, check=False)
            if ready.returncode == 0:
                break
            time.sleep(0.05)
        return self

    def url(self, name):
        return f"postgresql://sonae@{self.folder.replace('/', '%2F')}/{name}"

    def make(self, name):
        subprocess.run([PROGRAMS + "createdb", "-h", self.folder, "-U", "sonae", "-T", "template0", name], check=True, capture_output=True)

    def pour(self, source, target):
        """Everything of one database into another of the same schema: two companies in one house."""
        text = subprocess.run([PROGRAMS + "pg_dump", "-h", self.folder, "-U", "sonae", "--data-only", "--disable-triggers",
                               "-T", "schema_step", "-T", "schema_lease", source], check=True, capture_output=True).stdout
        subprocess.run([PROGRAMS + "psql", "-h", self.folder, "-U", "sonae", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", target],
                       input=text, check=True, capture_output=True)

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


class House:
    """One of the companies: its people who need no second factor, and ids of its own."""

    def __init__(self, server, accounts, forms=None):
        self.server, self.accounts = server, accounts
        self.people = {}
        for role in ("secretariat", "ciso", "manager", "employee", "committee", "administrator", "auditor"):
            account = next((a for a in accounts if a["role"] == role), None)
            if account is not None:
                try:
                    self.people[role] = Client(server).sign_in(account)
                except RuntimeError:
                    pass  # a second factor sealed in the other data folder does not open here
        secretariat = self.people["secretariat"]
        self.assessment = secretariat.get("/api/v1/assessments").json["assessments"][0]["id"]
        self.sheet = secretariat.get(f"/api/v1/assessments/{self.assessment}").json
        self.departments = secretariat.get("/api/v1/departments").json["departments"]
        self.users = [{"id": person.get("/api/v1/session").json["user"]["id"]} for person in self.people.values()]
        self.workbook = MISSING
        self.comparison = secretariat.send("POST", "/api/v1/comparisons", {
            "assessment": self.assessment, "from": "pack:jama-japia:2.1"}).json["comparison"]["id"]
        self.forms = forms or Forms(secretariat.get("/api/v1/openapi.json").json)


def attack():
    if not os.access(PROGRAMS + "initdb", os.X_OK):
        case("two companies in one PostgreSQL", "PostgreSQL 15 is not installed (packaging/packages.txt)")
        return
    with Postgresql() as database, tempfile.TemporaryDirectory(prefix="sonae-two-") as scratch:
        accounts = []
        for name in ("east", "west"):
            database.make(name)
            made = run("demo", "--data", os.path.join(scratch, name), "--database", database.url(name), "--credentials", os.path.join(scratch, name + ".json"))
            if made.returncode != 0:
                case(f"the company {name} is made", made.stderr.decode())
                return
            accounts.append(read_accounts(os.path.join(scratch, name + ".json")))
        database.pour("west", "east")
        server = Server(os.path.join(scratch, "east"), "--database", database.url("east"), *behind_proxy)
        server.start()
        try:
            cross(House(server, accounts[0]), House(server, accounts[1]))
        finally:
            server.end()


def read_accounts(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)["accounts"]


def cross(east, west):
    case("both companies have people inside", "" if len(east.people) >= 6 and len(west.people) >= 4 else f"{list(east.people)} {list(west.people)}")
    case("they are two companies", "" if east.assessment != west.assessment else "one")
    tried, wrong = 0, []
    for inside, outside in ((east, west), (west, east)):
        for route in routes():
            for hole in places(route["path"]):
                if hole in NUMBERS:
                    continue
                for who, person in inside.people.items():
                    if expected(route, who):
                        continue
                    tried += 1
                    problem = same_as_nothing(person, route, hole, inside, outside)
                    if problem:
                        wrong.append(f"{who} {route['method']} {route['path']} {{{hole}}}: {problem}")
    case(f"foreign and missing ids answer alike on {tried} requests of {len(east.people) + len(west.people)} people", "; ".join(wrong[:8]) or ("" if tried > 100 else "few"))
    lists(east, west)
    after = west.people["secretariat"].get(f"/api/v1/assessments/{west.assessment}").json
    case("nothing of the other company was changed", "" if after["answers"] == west.sheet["answers"] else "answers differ")


def same_as_nothing(person, route, hole, inside, outside):
    body = inside.forms.sample(route)

    def ask(identity):
        path = fill(route["path"], inside, **{hole: identity})
        person.new_address()
        if route["method"] == "GET":
            return person.get(path).without_request_id()
        if inside.forms.kind(route) == "upload":
            return person.upload(path, b"PK").without_request_id()
        return person.send(route["method"], path, body).without_request_id()

    foreign = fill("{" + hole + "}", outside)
    if foreign == MISSING:
        return ""
    got, nothing = ask(foreign), ask(missing(hole))
    return "" if got == nothing and got[0] == 404 else f"{got} and {nothing}"


def lists(east, west):
    """No list of one company holds an id of the other."""
    ids = {west.assessment, *(d["id"] for d in west.departments), *(u["id"] for u in west.users)}
    wrong, tried = [], 0
    for route in routes():
        if route["method"] != "GET" or not route["path"].startswith("/api/") or route["path"].endswith("openapi.json"):
            continue
        for who, person in east.people.items():
            if expected(route, who):
                continue
            tried += 1
            person.new_address()
            body = person.get(fill(route["path"], east)).body.decode("utf-8", "replace")
            found = [identity for identity in ids if identity in body]
            if found:
                wrong.append(f"{who} {route['path']}: {found[:2]}")
    case(f"{tried} answers hold no id of the other company", "; ".join(wrong[:8]) or ("" if tried > 50 else "few"))
