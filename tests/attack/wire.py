"""Methods, paths and heads that try to mean two things (AZ11, WB05, WB08)."""

import re
import socket

from matrix import path_of, routes
from server import case

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "QUERY")


def attack(company, crew):
    methods(crew)
    overrides(crew)
    paths(company, crew)
    heads(company, crew)
    limits(company, crew)


def raw(server, data):
    """What a peer gets for these very bytes, up to the end of the first answer's head and what came with it."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=15) as peer:
        try:
            peer.sendall(data)
            peer.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        got = b""
        try:
            while chunk := peer.recv(65536):
                got += chunk
        except OSError:
            pass
    return got


def status_of(got):
    match = re.match(rb"HTTP/1\.1 (\d{3}) ", got)
    return int(match[1]) if match else 0


def fits(pattern, path):
    """A word in a path also has the shape of a place: /copies/{copy} takes /copies/from-workbook."""
    parts, words = pattern.split("/"), path.split("/")
    return len(parts) == len(words) and all(part == word or part.startswith("{") for part, word in zip(parts, words))


def methods(crew):
    listed = routes()
    allowed = {route["path"]: {other["method"] for other in listed if fits(other["path"], route["path"])} for route in listed}
    wrong, tried = [], 0
    for path, known in allowed.items():
        known = known | ({"HEAD"} if "GET" in known else set())
        for method in METHODS:
            if method in known:
                continue
            tried += 1
            answer = crew["secretariat"].send(method, path_of({"path": path}, crew), headers={"Content-Type": "application/json"})
            listed = set((answer.header("Allow") or "").replace(" ", "").split(","))
            if answer.status != 405 or listed != known:
                wrong.append(f"{method} {path}: {answer.status}, Allow {sorted(listed)}")
    case(f"{tried} methods that are not listed are refused with those that are", "; ".join(wrong[:10]))


def overrides(crew):
    manager, wrong = crew["manager"], []
    path = f"/api/v1/assessments/{crew.assessment}"
    plain = manager.get(path).without_request_id()
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        for method in ("PATCH", "DELETE"):
            if manager.get(path, headers={name: method}).without_request_id() != plain:
                wrong.append(f"{name}: {method}")
    for name in ("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Path", "X-Forwarded-Prefix"):
        if manager.get(path, headers={name: "/api/v1/users"}).without_request_id() != plain:
            wrong.append(name)
    for name, value in (("X-Forwarded-User", "kanri"), ("X-Remote-User", "kanri"), ("X-User-Id", crew.users[0]["id"]),
                        ("Authorization", "Basic a2Fucmk6eA=="), ("X-Company-Id", crew.users[0]["id"]), ("X-Role", "administrator")):
        if manager.get("/api/v1/users", headers={name: value}).status != 403:
            wrong.append(name)
    case("headers that would change method, path or person change nothing", ", ".join(wrong))


def paths(company, crew):
    """A closed route stays closed in every spelling; none of them is answered with data."""
    manager = crew["manager"]
    cookie = "; ".join(f"{name}={value}" for name, value in manager.cookies.items())
    spellings = ["/api/v1/%75sers", "/api/v1/users/", "/api/v1//users", "//api/v1/users", "/api/v1/./users", "/api/v1/x/../users",
                 "/api/v1/%2e/users", "/api/v1/x/%2e%2e/users", "/api/v1/users%2f", "/api%2fv1%2fusers", "/api/v1/users;a=1", "/api/v1/users%3b",
                 "/api/v1/users%00", "/api/v1/users%0a", "/api/v1/%2575sers", "/api/v1\\users", "/api/v1/users%5c", "/API/v1/users",
                 "/api/V1/USERS", "/api/v1/users.json", "/api/v1/users%20", "/api/v1/%c0%ae/users", "/api/v1/users%ff", "/api/v1/ｕsers",
                 "/api/v1/%EF%BD%95sers", "http://localhost/api/v1/users", "/./../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                 "/..%2f..%2fetc/passwd", "/assets/../../../etc/passwd", "/assets/%2e%2e%2findex.html", "/.git/config", "/.env", "*", "users"]
    wrong = []
    for spelling in spellings:
        request = (f"GET {spelling} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n").encode()
        got = raw(company.server, request)
        head, _, body = got.partition(b"\r\n\r\n")
        page = status_of(got) == 200 and b"Content-Type: text/html" in head and not spelling.startswith("/api/")
        if b'"users"' in body or b"root:" in body or (not page and status_of(got) not in (400, 403, 404)):
            wrong.append(f"{spelling}: {status_of(got)}")
    case(f"{len(spellings)} spellings of a closed path stay closed", "; ".join(wrong))
    told = [s for s in spellings if (m := raw(company.server, f"GET {s} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()))
            and re.search(rb"/src/|\.cpp|sqlite|SELECT|select .* from|/tmp/|std::|Boost|what\(\)", m.partition(b"\r\n\r\n")[2]) and b"text/html" not in m]
    case("refusals tell nothing of the inside", ", ".join(told))


def heads(company, crew):
    """Two programs must not read two different requests out of the same bytes."""
    start = "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\n"
    smuggled = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    tricks = {
        "length and chunks": start + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
        "two lengths": start + "Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}" + smuggled,
        "a list of lengths": start + "Content-Length: 2, 2\r\n\r\n{}" + smuggled,
        "a signed length": start + "Content-Length: +2\r\n\r\n{}" + smuggled,
        "a hexadecimal length": start + "Content-Length: 0x2\r\n\r\n{}" + smuggled,
        "an unknown coding": start + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + smuggled,
        "a folded header": start + "X-A: b\r\n c\r\n\r\n" + smuggled,
        "a blank before the colon": start + "Content-Length : 2\r\n\r\n{}" + smuggled,
        "bare line feeds": "GET /healthz HTTP/1.1\nHost: localhost\n\n" + smuggled,
        "a bare carriage return": "GET /healthz HTTP/1.1\r\nHost: localhost\rX: y\r\n\r\n" + smuggled,
        "no host": "GET /healthz HTTP/1.1\r\n\r\n" + smuggled,
        "two hosts": "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + smuggled,
        "an unknown version": "GET /healthz HTTP/9.9\r\nHost: localhost\r\n\r\n" + smuggled,
        "a blank in the path": "GET /heal thz HTTP/1.1\r\nHost: localhost\r\n\r\n" + smuggled,
        "a bad chunk size": start + "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nzz\r\n" + smuggled,
    }
    wrong = []
    for name, bytes_ in tricks.items():
        got = raw(company.server, bytes_.encode())
        answers = re.findall(rb"^HTTP/1\.1 (\d{3}) ", got, re.MULTILINE)
        # Without a session's token the last one is refused before its chunks are read.
        if len(answers) != 1 or answers[0] not in (b"400", b"403", b"505") or b"connection: close" not in got.lower():
            wrong.append(f"{name}: {answers}")
    case(f"{len(tricks)} heads that can be read twice are answered once and closed", "; ".join(wrong))


def limits(company, crew):
    server = company.server
    line = raw(server, f"GET /{'a' * 9000} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    case("a request line above 8 KiB is refused", "" if status_of(line) == 414 else str(status_of(line)))
    many = raw(server, ("GET /healthz HTTP/1.1\r\nHost: x\r\n" + "".join(f"X-{i}: y\r\n" for i in range(150)) + "\r\n").encode())
    case("more than 100 headers are refused", "" if status_of(many) == 431 else str(status_of(many)))
    big = raw(server, f"GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: {'y' * 40000}\r\n\r\n".encode())
    case("headers above 32 KiB are refused", "" if status_of(big) == 431 else str(status_of(big)))
    wrong = []
    for route in routes():
        if route["method"] == "GET":
            continue
        kind = "multipart/form-data; boundary=x" if route["path"] == "/api/v1/workbooks" else "application/json"
        head = (f"{route['method']} {path_of(route, crew)} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
                f"Content-Length: {34 * 1024 * 1024}\r\n\r\n")
        got = raw(server, head.encode())
        if status_of(got) != 413:
            wrong.append(f"{route['method']} {route['path']}: {status_of(got)}")
    case("a body above the route's limit is refused before it is sent", "; ".join(wrong))
