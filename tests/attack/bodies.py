"""Bodies that do not fit: unknown fields, wrong types, forgotten versions, hostile JSON (AZ03, AZ10, IN03)."""

from matrix import path_of, routes, who_may
from server import case

HOSTILE = [None, True, -1, 1.5, 2**63, 2**64, 1e300, "", "\u0000", "\u202e", "x" * 3000, [], [[]], {}, {"a": {}}]
BROKEN = {"nothing": b"", "half an object": b'{"a":', "two values": b"{}{}", "a key twice": b'{"a":1,"a":2}',
          "a comma too many": b'{"a":1,}', "a comment": b"{/*x*/}", "not UTF-8": b'{"a":"\xff"}', "a lone surrogate": b'{"a":"\\ud800"}',
          "a byte order mark": b"\xef\xbb\xbf{}", "NaN": b'{"a":NaN}', "an infinity": b'{"a":1e999}',
          "much nesting": b"[" * 200 + b"]" * 200, "a nul": b'{"a":"\x00"}'}


def attack(company, crew):
    described = crew["secretariat"].get("/api/v1/openapi.json").json["paths"]
    schemas = {}
    for route in routes():
        operation = described.get(route["path"], {}).get(route["method"].lower(), {})
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        if content.get("schema", {}).get("type") == "object":
            schemas[route["method"], route["path"]] = (route, content["schema"])
    case("the described bodies are there to be attacked", "" if len(schemas) >= 12 else f"{len(schemas)} schemas")
    unknown_fields(schemas, crew)
    wrong_types(schemas, crew)
    broken_json(schemas, crew)
    versions(crew)
    edits(crew)


def send(route, crew, body=None, raw=None):
    person = who_may(route, crew)
    person.new_address()
    headers = {"Content-Type": "application/json"} if raw is not None else None
    return person.send(route["method"], path_of(route, crew), body, headers=headers, raw=raw)


def unknown_fields(schemas, crew):
    wrong = []
    for name, (route, schema) in schemas.items():
        for field in ("verified", "company_id", "__proto__", "roles/0", "isAdmin"):
            if "columns" in schema.get("properties", {}) and field == "columns":
                continue
            answer = send(route, crew, {field: True})
            pointer = "/" + field.replace("~", "~0").replace("/", "~1")
            if answer.status != 422 or pointer not in answer.places:
                wrong.append(f"{name}: {answer.status} {answer.code} {answer.places}")
    case(f"{len(schemas)} routes refuse unknown fields and point at them", "; ".join(wrong))


def wrong_types(schemas, crew):
    """No value of any field ends in anything but a refusal that points at it."""
    wrong, tried = [], 0
    for name, (route, schema) in schemas.items():
        for field, kind in schema.get("properties", {}).items():
            types = kind.get("type", [])
            allowed = [types] if isinstance(types, str) else types
            for value in HOSTILE:
                if fits(value, allowed):
                    continue
                tried += 1
                answer = send(route, crew, {field: value})
                if answer.status not in (400, 422) or (answer.status == 422 and f"/{field}" not in answer.places):
                    wrong.append(f"{name} {field}={str(value)[:20]}: {answer.status} {answer.code} {answer.places}")
    case(f"{tried} values of a wrong type are refused with their place", "; ".join(wrong[:10]) or ("" if tried > 100 else "few"))


def fits(value, allowed):
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object", type(None): "null"}
    if not allowed:
        return True
    if isinstance(value, int) and not isinstance(value, bool) and value >= 2**63:
        return False
    return names[type(value)] in allowed


def broken_json(schemas, crew):
    wrong = []
    for what, raw in BROKEN.items():
        for name, (route, _) in schemas.items():
            answer = send(route, crew, raw=raw)
            if answer.status not in (400, 422):
                wrong.append(f"{what} to {name}: {answer.status} {answer.code}")
    case(f"{len(BROKEN)} kinds of JSON that is none are refused on {len(schemas)} routes", "; ".join(wrong[:10]))


def versions(crew):
    """A change says which version it saw, or is refused (AZ10)."""
    targets = [(crew["secretariat"], f"/api/v1/assessments/{crew.assessment}", {"title": "別の題"}),
               (crew["administrator"], f"/api/v1/departments/{crew.departments[0]['id']}", {"name": "別の部"}),
               (crew["administrator"], f"/api/v1/users/{crew.users[-1]['id']}", {"name": "別の人"})]
    for person, path, change in targets:
        answer = person.send("PATCH", path, change)
        case(f"PATCH {path.split('/')[3]} without a version is refused with its place",
             "" if answer.status == 422 and answer.places == ["/version"] else f"{answer.status} {answer.places}")
        answer = person.send("PATCH", path, {**change, "version": 999})
        case(f"PATCH {path.split('/')[3]} of a version that is not the stored one is a conflict",
             "" if answer.status == 409 else f"{answer.status} {answer.code}")


def edits(crew):
    """The write that everybody uses: hostile edits are refused one by one, and nothing of them is stored."""
    person, path = crew["secretariat"], f"/api/v1/assessments/{crew.assessment}"
    before = person.get(path).json["answers"]
    one = before[0]

    def edit(field, value, **more):
        person.new_address()
        base = {"no": one["no"], "version": one["version"], "changes": [{"field": field, "from": one.get(field), "to": value}]}
        return person.send("POST", f"{path}/edits", {"key": f"attack-{field}-{len(str(value))}-{value!r:.40}", "edits": [{**base, **more}]})

    wrong = []
    for field, good in (("score", ("2", "1", "0", "該当なし", "")), ("basis", ()), ("due", ()), ("responder", ()), ("department", ()),
                        ("ticks", ())):
        for value in HOSTILE + ["3", "2026-02-30", "2026-13-01", "not-a-date", "00000000-0000-0000-0000-000000000000", "x" * 40000,
                                ["1"], [True] * 500, "=1+1\u0007", "ÿ\u0000"]:
            harmless = isinstance(value, str) and field in ("basis", "responder") and len(value) <= 200 and "\u0000" not in value \
                and "\u0007" not in value
            if value in good or harmless or (value in (None, "") and field in ("due", "department")) or value == one.get(field):
                continue
            answer = edit(field, value)
            state = answer.json["results"][0]["state"] if answer.status == 200 else ""
            long_basis = field == "basis" and value == "x" * 3000
            if not long_basis and not (answer.status in (400, 422) or state == "refused"):
                wrong.append(f"{field}={str(value)[:30]!r}: {answer.status} {state}")
            if long_basis and state == "saved":
                one["basis"], one["version"] = value, one["version"] + 1
                person.send("POST", f"{path}/edits", {"key": "attack-undo", "edits": [
                    {"no": one["no"], "version": one["version"], "changes": [{"field": "basis", "from": value, "to": before[0]["basis"]}]}]})
                one = next(a for a in person.get(path).json["answers"] if a["no"] == one["no"])
    case("edits that no answer can hold are refused", "; ".join(wrong))
    after = {a["no"]: a for a in person.get(path).json["answers"]}
    same = all(after[a["no"]][key] == a[key] for a in before for key in ("score", "basis", "due", "responder", "department", "ticks"))
    case("refused edits leave every answer as it was", "" if same else "an answer was changed")

    answer = person.send("POST", f"{path}/edits", {"key": "", "edits": []})
    case("an edit without an idempotency key is refused", "" if answer.status == 422 else f"{answer.status} {answer.body[:100]!r}")
    answer = person.send("POST", f"{path}/edits", {"key": "attack-no-version", "edits": [
        {"no": one["no"], "changes": [{"field": "score", "from": "", "to": "2"}]}]})
    case("an edit without a version is refused with its place",
         "" if answer.status == 422 and "/edits/0/version" in answer.places else f"{answer.status} {answer.places}")
    answer = person.send("POST", f"{path}/edits", {"key": "attack-stale", "edits": [{"no": one["no"], "version": one["version"], "changes": [
        {"field": "basis", "from": "誰も書いていない文", "to": "上書き"}]}]})
    state = answer.json["results"][0]["state"] if answer.status == 200 else answer.status
    case("a change that did not see the stored text is a conflict, not an overwrite", "" if state == "conflict" else f"{state}")
