"""A real server on the loopback and people in front of it: what the attack scripts share. Standard library only."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time

TREE = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
SONAE = os.environ.get("SONAE") or os.path.join(TREE, "build", "release", "sonae")
failed = []


def case(name, problem=""):
    """One line of the report. `problem` is empty when all is well."""
    print(f"FAIL {name}: {problem}" if problem else f"ok   {name}", flush=True)
    if problem:
        failed.append(name)


def finish():
    sys.exit(1 if failed else 0)


def require_binary():
    if not os.access(SONAE, os.X_OK):
        case("there is a program to attack", f"{SONAE} is missing (./run --build-only makes it)")
        finish()


def run(*arguments, timeout=120, **more):
    return subprocess.run([SONAE, *arguments], capture_output=True, timeout=timeout, check=False, **more)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def totp(secret, now=None):
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(now or time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def header(self, name):
        return next((value for known, value in self.headers if known.lower() == name.lower()), None)

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """The stable code of a refusal; empty for everything else."""
        try:
            return self.json["error"]["code"]
        except (ValueError, KeyError, TypeError):
            return ""

    @property
    def places(self):
        try:
            return [field["place"] for field in self.json["error"].get("fields", [])]
        except (ValueError, KeyError, TypeError):
            return []

    def without_request_id(self):
        """(status, body) with the one thing that may differ between two equal refusals taken out."""
        return self.status, self.body.replace((self.header("X-Request-Id") or "-").encode(), b"")


class Server:
    """`sonae serve` over `data`. Its log goes into a file that outlives restarts."""

    def __init__(self, data, *options):
        self.data, self.options, self.process, self.port = data, options, None, 0
        self.log_path = data.rstrip("/") + ".log"

    def start(self, timeout=60):
        self.port = free_port()
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [SONAE, "serve", "--data", self.data, "--listen", "127.0.0.1", "--port", str(self.port), *self.options],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        begin = time.monotonic()
        while time.monotonic() - begin < timeout:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}: {self.log()[-500:]}")
            if self.healthy():
                return time.monotonic() - begin
            time.sleep(0.02)
        raise RuntimeError("the server did not become ready")

    def healthy(self):
        try:
            return Client(self).get("/readyz").status == 200
        except (OSError, http.client.HTTPException):
            return False

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def end(self, how=signal.SIGTERM):
        """Its exit code; None when nothing runs."""
        if self.process is None:
            return None
        self.process.send_signal(how)
        code = self.process.wait(30)
        self.process = None
        return code


class Client:
    """One browser. Every client comes from an address of its own, as through a proxy, so that limits per address do not
    mix the cases up: start the server with `behind_proxy`."""

    _addresses = 0

    def __init__(self, server):
        self.server, self.cookies, self.csrf, self.language = server, {}, "", "ja"
        self.new_address()

    def new_address(self):
        Client._addresses += 1
        number = Client._addresses
        self.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"

    @property
    def origin(self):
        return f"http://localhost:{self.server.port}"

    def get(self, path, **more):
        return self.send("GET", path, **more)

    def send(self, method, path, body=None, headers=None, token=None, raw=None):
        """`body` goes as JSON, `raw` as it is. `headers` go on top of a browser's own; None takes one away."""
        sent = {"X-Forwarded-For": self.address, "Accept-Language": self.language, "Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        if method == "GET":
            del sent["Origin"]
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method not in ("GET", "HEAD"):
            sent["X-CSRF-Token"] = self.csrf if token is None else token
        if body is not None:
            raw = json.dumps(body, ensure_ascii=False).encode()
            sent["Content-Type"] = "application/json"
        for name, value in (headers or {}).items():
            if value is None:
                sent.pop(name, None)
            else:
                sent[name] = value
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            try:
                connection.request(method, path, raw, sent)
            except (BrokenPipeError, ConnectionResetError):
                if connection.sock is None:
                    raise
                # Refused before all was sent: the answer is there to be read.
            response = connection.getresponse()
            answer = Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()
        self.take(answer)
        return answer

    def take(self, answer):
        for name, value in answer.headers:
            if name.lower() != "set-cookie":
                continue
            key, _, rest = value.partition("=")
            self.cookies[key] = rest.split(";")[0]
            if not self.cookies[key]:
                del self.cookies[key]
        if answer.header("X-CSRF-Token"):
            self.csrf = answer.header("X-CSRF-Token")
        if answer.status == 200 and b'"csrf":' in answer.body:
            view = answer.json.get("session", answer.json)
            self.csrf = view.get("csrf", self.csrf)

    def open(self):
        self.get("/api/v1/session")
        return self

    def give_password(self, account):
        self.open()
        return self.send("POST", "/api/v1/session", {"login": account["login"], "password": account["password"]})

    def sign_in(self, account):
        answer = self.give_password(account)
        if answer.status == 200 and answer.json["state"] == "pending_factor":
            answer = self.send("POST", "/api/v1/session/factor", {"code": totp(account["totp_secret"])})
        if answer.status != 200 or answer.json["state"] != "signed_in":
            raise RuntimeError(f"{account['login']} cannot sign in: {answer.status} {answer.body[:300]!r}")
        return self

    def upload(self, path, data, name="回答.xlsx"):
        self.new_address()
        return self.upload_here(path, data, name)

    def upload_here(self, path, data, name="回答.xlsx"):
        """From the address that the person has, for limits per address."""
        edge = "sonae-attack-edge"
        raw = (f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
               "Content-Type: application/octet-stream\r\n\r\n").encode() + data + f"\r\n--{edge}--\r\n".encode()
        return self.send("POST", path, raw=raw, headers={"Content-Type": f"multipart/form-data; boundary={edge}"})


# One person asks in a minute here what a company asks in a day; tests/attack/limits.py sets its own limits.
behind_proxy = ("--trusted-proxies", "127.0.0.1", "--requests-per-account", "0", "--heavy-per-account", "0")


def pairs(words):
    return dict(zip(words[::2], words[1::2]))


class Company:
    """A demo company in a folder of its own, with its server. Use as a context."""

    def __init__(self, *options):
        self.options = options

    def __enter__(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="sonae-attack-")
        self.data = os.path.join(self.scratch.name, "data")
        credentials = os.path.join(self.scratch.name, "accounts.json")
        made = run("demo", "--data", self.data, "--credentials", credentials)
        if made.returncode != 0:
            raise RuntimeError(f"sonae demo: {made.stderr.decode()}")
        with open(credentials, encoding="utf-8") as file:
            self.accounts = json.load(file)["accounts"]
        settings = {**pairs(behind_proxy), **pairs(self.options)}
        self.server = Server(self.data, *(word for pair in settings.items() for word in pair))
        self.server.start()
        return self

    def __exit__(self, *_):
        if self.server.process is not None:
            self.server.end(signal.SIGKILL)
        self.scratch.cleanup()

    def account(self, role, at=0):
        return [account for account in self.accounts if account["role"] == role][at]

    def enter(self, role, at=0):
        return Client(self.server).sign_in(self.account(role, at))
