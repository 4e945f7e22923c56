"""How an attack script fills the places of a path and the body of a request. A new route with a new kind of place, or a
form that cannot be made here, fails the test with a sentence that says what to add.

HOLES: name of the place in the path → where its own id comes from, or None where the demo company has none of it (then
the id of nothing is used, and reading it may answer 404)."""

import re
import uuid

MISSING = str(uuid.UUID("01920000-0000-7000-8000-00000000dead"))
MISSING_NUMBER = "9998"

HOLES = {
    "assessment": lambda crew: crew.assessment,
    "workbook": lambda crew: crew.workbook,
    "no": lambda crew: str(crew.sheet["items"][0]["no"]),
    "department": lambda crew: crew.departments[0]["id"],
    "user": lambda crew: crew.users[-1]["id"],
    "person": lambda crew: crew.users[-1]["id"],
    "year": lambda crew: str(crew.sheet["fiscal_year"]),
    "picture": lambda crew: "radar",
    "session": None,
    "confirmation": None,
    "glass": None,
    "question": None,
    "note": None,
    "waiver": None,
    "hand_in": None,
    "evidence": None,
    "copy": None,
    "comparison": lambda crew: crew.comparison,
    "questionnaire": None,
    "row": None,
    "meeting": None,
    "report": None,
    "request": None,
    "appointment": None,
    "edition": None,
    "contact": None,
    "purpose": lambda crew: "police",
    "language": lambda crew: "ja",
    "call_test": None,
    "card": None,
    "link": None,
    "mail": None,
    "site": None,
    "task": None,
    "schedule": None,
    "day": lambda crew: "2026-12-29",
    "feed": None,
    "token": None,
}
# Places that hold a word or a number instead of an id: what is in them says nothing about a company.
NUMBERS = {"no", "year", "picture", "row", "purpose", "language", "day", "edition"}
# What a route cannot do without behind its path.
QUERIES = {"/api/v1/versions/compare": "?from=pack:jama-japia:2.2&to=pack:jama-japia:2.3"}
PLACE = re.compile(r"\{(\w+)\}")


class NoRecipe(Exception):
    """Its text says what to add, and where."""


def places(path):
    return PLACE.findall(path)


def fill(path, crew, **given):
    """The path with its places filled: from `given`, else with the crew's own ids."""
    def value(hole):
        name = hole[1]
        if name in given:
            return given[name]
        if name not in HOLES:
            raise NoRecipe(f"{path}: the place {{{name}}} is new; add a line for it to HOLES in tests/attack/recipes.py "
                           "that says where an id of the demo company comes from (or None)")
        return HOLES[name](crew) if HOLES[name] else MISSING
    return PLACE.sub(value, path) + QUERIES.get(path, "")


def missing(name):
    return MISSING_NUMBER if name in NUMBERS else MISSING


class Forms:
    """What each route wants as its body, read from the program's own description."""

    def __init__(self, description):
        self.paths = description["paths"]

    def operation(self, route):
        return self.paths.get(route["path"], {}).get(route["method"].lower(), {})

    def content(self, route):
        return self.operation(route).get("requestBody", {}).get("content", {})

    def kind(self, route):
        """"json", "upload" or "none"."""
        content = self.content(route)
        return "upload" if "multipart/form-data" in content else "json" if "application/json" in content else "none"

    def sample(self, route):
        """A body that fits the form, so that only the id can be wrong."""
        schema = self.content(route).get("application/json", {}).get("schema")
        return sample(schema, f"{route['method']} {route['path']}") if schema else {}


def sample(schema, where):
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "enum" in schema:
        return next(value for value in schema["enum"] if value is not None)
    if "object" in kinds:
        known = schema.get("properties", {})
        return {name: sample(known[name], f"{where} /{name}") for name in schema.get("required", [])}
    if "array" in kinds:
        return []
    if "integer" in kinds or "number" in kinds:
        return max(schema.get("minimum", 1), min(1, schema.get("maximum", 1)))
    if "boolean" in kinds:
        return True
    if "string" in kinds:
        return {"uuid": MISSING, "date": "2026-09-30"}.get(schema.get("format"), "試験")
    if not kinds:
        return {}
    raise NoRecipe(f"{where}: a value of {kinds} cannot be made; teach tests/attack/recipes.py to")
