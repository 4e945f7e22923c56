#!/usr/bin/env python3
"""Runs every convention over the tree; one line per finding, exit code 1 when there is one.

check.py [--root DIR] [--only RULE] [--freeze]
"""

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import rules_code  # noqa: E402
import rules_text  # noqa: E402
from sources import Tree  # noqa: E402

RULES = rules_code.RULES + rules_text.RULES


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    parser.add_argument("--only", help="one rule by name")
    parser.add_argument("--freeze", action="store_true", help="freeze migrations that are not frozen yet")
    arguments = parser.parse_args()
    tree = Tree(os.path.abspath(arguments.root))
    if arguments.freeze:
        rules_text.freeze(tree)
        return 0
    rules = [rule for rule in RULES if arguments.only in (None, rule.__name__)]
    if not rules:
        parser.error(f"no rule {arguments.only}; there are: {', '.join(rule.__name__ for rule in RULES)}")
    failed = 0
    for rule in rules:
        findings = list(rule(tree))
        failed += bool(findings)
        print(f"{'FAIL' if findings else 'ok  '} {rule.__name__}")
        for finding in findings:
            print(f"     {finding}")
        if findings:
            print(f"     rule: {' '.join(rule.__doc__.split())}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
