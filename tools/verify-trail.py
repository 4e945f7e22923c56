#!/usr/bin/env python3
"""Recomputes the operation record of an SQLite installation or backup, independently of the program.

  verify-trail.py DATA/sonae.db [--checkpoint FILE] [--blobs DATA/blobs]

Standard library only. Prints one line per company and one per problem; exit 0 all is well, 1 problems, 3 unusable input.
The encoding is written down in src/platform/trail/record.h; tree hashing is RFC 9162.
"""

import argparse
import hashlib
import json
import os
import sqlite3
import sys

COLUMNS = (
    "sequence, at, actor_id, action, subject_kind, subject_id, outcome, address, request_id,"
    " before_value, before_salt, before_commitment, after_value, after_salt, after_commitment, erased, leaf, root"
)


def sha256(data):
    return hashlib.sha256(data).digest()


def field(data):
    if isinstance(data, str):
        data = data.encode("utf-8")
    return len(data).to_bytes(4, "big") + data


def canonical(company, row):
    return b"".join(
        [
            field("sonae-trail-1"),
            field(company),
            field(row["sequence"].to_bytes(8, "big", signed=True)),
            field(row["at"].to_bytes(8, "big", signed=True)),
            field(row["actor_id"]),
            field(row["action"]),
            field(row["subject_kind"]),
            field(row["subject_id"]),
            field(row["outcome"].to_bytes(1, "big")),
            field(row["address"]),
            field(row["request_id"]),
            field(row["before_commitment"] or b""),
            field(row["after_commitment"] or b""),
        ]
    )


class Tree:
    """The right edge of the tree: roots of its full subtrees, largest first."""

    def __init__(self):
        self.size = 0
        self.peaks = []

    def append(self, leaf):
        rest = self.size
        while rest & 1:
            leaf = sha256(b"\x01" + self.peaks.pop() + leaf)
            rest >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self):
        if not self.peaks:
            return sha256(b"")
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = sha256(b"\x01" + peak + root)
        return root


def side_holds(row, side):
    """The value lies as it was sealed, or it was erased whole."""
    value, salt, commitment = (row[f"{side}_{part}"] for part in ("value", "salt", "commitment"))
    if commitment is None:
        return value is None and salt is None
    if row["erased"]:
        return value is None and salt is None
    if value is None or salt is None:
        return False
    return sha256(salt + value.encode("utf-8")) == commitment


def blob_holds(folder, name):
    path = os.path.join(folder, name[:2], name)
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            for piece in iter(lambda: file.read(1 << 20), b""):
                digest.update(piece)
    except OSError:
        return False
    return digest.hexdigest() == name


def first_problem(database, company, kept, blobs):
    """(size, root, problem): problem is None or "<sequence>: <what>"."""
    tree = Tree()
    erased = set()
    wanted = {}
    for checkpoint in kept:
        wanted.setdefault(checkpoint["size"], []).append(checkpoint["root"])
    matched = 0

    def done(problem):
        return tree.size, tree.root().hex(), problem

    query = f"select {COLUMNS} from trail_record where company_id = ? order by sequence"
    for row in database.execute(query, (company,)):
        expected = tree.size + 1
        if row["sequence"] != expected:
            return done(f"{expected}: missing")
        leaf = sha256(b"\x00" + canonical(company, row))
        tree.append(leaf)
        if leaf != row["leaf"] or tree.root() != row["root"]:
            return done(f"{expected}: does not fit its place in the record")
        if not side_holds(row, "before") or not side_holds(row, "after"):
            return done(f"{expected}: value changed")
        if row["erased"]:
            erased.add(str(expected))
        if row["action"] == "trail.value.erase" and row["subject_kind"] == "trail.record":
            erased.discard(row["subject_id"])
        if blobs and row["action"] == "blob.stored" and not row["erased"]:
            if not blob_holds(blobs, row["subject_id"]):
                return done(f"{expected}: evidence file missing or changed")
        for root in wanted.pop(tree.size, []):
            if root != tree.root().hex():
                return done(f"{matched + 1}: differs from the kept checkpoint of size {tree.size}")
            matched = tree.size
    if erased:
        return done(f"{min(map(int, erased))}: erased without a record of it")
    head = database.execute("select size, root, peaks from trail_head where company_id = ?", (company,)).fetchone()
    if head is None and tree.size:
        return done("1: the head is missing")
    if head is not None and head["size"] != tree.size:
        return done(f"{min(head['size'], tree.size) + 1}: the head says {head['size']} records")
    if head is not None and (head["root"] != tree.root() or head["peaks"] != b"".join(tree.peaks)):
        return done(f"{tree.size}: the head shows another tree")
    longer = [size for size in wanted if size > tree.size]
    if longer:
        return done(f"{tree.size + 1}: cut off; a kept checkpoint has {max(longer)} records")
    return done(None)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database")
    parser.add_argument("--checkpoint", help="file written by `sonae audit checkpoint`, kept elsewhere")
    parser.add_argument("--blobs", help="folder of the evidence files; without it they are not read")
    options = parser.parse_args()
    try:
        kept = []
        if options.checkpoint:
            with open(options.checkpoint, encoding="utf-8") as file:
                kept = json.load(file)["checkpoints"]
        database = sqlite3.connect(f"file:{os.path.abspath(options.database)}?mode=ro", uri=True)
        database.row_factory = sqlite3.Row
        # One snapshot for everything that follows.
        database.execute("begin")
        rows = database.execute("select company_id from trail_head union select company_id from trail_record")
        companies = {row[0] for row in rows} | {checkpoint["company"] for checkpoint in kept}
    except (OSError, ValueError, KeyError, sqlite3.Error) as error:
        print(f"unusable input: {error}", file=sys.stderr)
        return 3
    problems = 0
    for company in sorted(companies):
        own = [checkpoint for checkpoint in kept if checkpoint["company"] == company]
        size, root, problem = first_problem(database, company, own, options.blobs)
        print(f"{company} {size} records, root {root}")
        if problem:
            problems += 1
            print(f"{company} PROBLEM at {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
