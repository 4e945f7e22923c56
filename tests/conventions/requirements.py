#!/usr/bin/env python3
"""docs/security/requirements.csv: every requirement has a row, every `done` row names tests that exist.

A test is named as Suite.Case or Suite.* (GoogleTest), as a path, or as "title" of a vitest case; several with " + ".
"""

import csv
import io
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from sources import Finding, Tree  # noqa: E402

PATH = "docs/security/requirements.csv"
COUNTS = {"AU": 16, "AZ": 12, "WB": 10, "IN": 16, "TR": 6, "SE": 4, "RE": 21, "SC": 7}
IDS = [f"{area}{number:02}" for area, count in COUNTS.items() for number in range(1, count + 1)]
STATUSES = ("done", "partly", "planned")


def google_tests(tree):
    """{"Suite.Case"} of all *_test.cpp."""
    names = set()
    for path in tree.under("src/", "_test.cpp") + tree.under("tests/", "_test.cpp"):
        for match in re.finditer(r"\b(?:TYPED_)?TEST(?:_[FP])?\(\s*(\w+)\s*,\s*(\w+)\s*\)|RC_GTEST_PROP\(\s*(\w+)\s*,\s*(\w+)",
                                 tree.text(path)):
            names.add(f"{match[1] or match[3]}.{match[2] or match[4]}")
    return names


def exists(tree, test, google, vitest):
    if test.startswith('"') and test.endswith('"'):
        return any(test[1:-1] in text for text in vitest)
    if "/" in test:
        return tree.has(test)
    if test.endswith(".*"):
        return any(name.startswith(test[:-1]) for name in google)
    return test in google


def requirements(tree):
    """Every requirement of the security catalogue has one row; a row marked done or partly names tests that exist."""
    if not tree.has(PATH):
        yield Finding(PATH, 1, "is missing")
        return
    google = google_tests(tree)
    vitest = [tree.text(path) for path in tree.under("web/", ".test.ts")]
    seen = {}
    for row in csv.DictReader(io.StringIO(tree.text(PATH))):
        line = len(seen) + 2
        name, status = row["id"], row["status"]
        if name in seen:
            yield Finding(PATH, line, f"{name} stands twice")
        seen[name] = line
        if name not in IDS:
            yield Finding(PATH, line, f"{name} is no requirement")
        if status not in STATUSES:
            yield Finding(PATH, line, f"{name}: status {status!r} is none of {', '.join(STATUSES)}")
        tests = [test for test in (row["test"] or "").split(" + ") if test]
        if status in ("done", "partly") and not tests:
            yield Finding(PATH, line, f"{name} is {status} and names no test")
        if status != "done" and not row["note"] and status in STATUSES and status == "partly":
            yield Finding(PATH, line, f"{name} is partly done: the note says what is missing")
        for test in tests:
            if not exists(tree, test, google, vitest):
                yield Finding(PATH, line, f"{name}: there is no test {test}")
    for name in IDS:
        if name not in seen:
            yield Finding(PATH, 1, f"{name} has no row")


def main():
    findings = list(requirements(Tree(os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..")))))
    print(f"{'FAIL' if findings else 'ok  '} requirements")
    for finding in findings:
        print(f"     {finding}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
