#!/usr/bin/env bash
# TR02: the program and the auditors' independent script agree on a record, and both refuse a tampered copy of it.
# Prints `ok` and `FAIL` lines. Usage: tests/trail.sh [BINARY]
set -uo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
binary=${1:-$tree/build/release/sonae}
script=$tree/tools/verify-trail.py
verdict() { if [ "$1" -eq 0 ]; then printf 'ok   %s\n' "$2"; else printf 'FAIL %s\n' "$2"; fi; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$binary" demo --data "$scratch/data" --credentials "$scratch/accounts.json" >"$scratch/demo.log" 2>&1
made=$?
verdict "$made" "a demo company with a record is made"
if [ "$made" -ne 0 ]; then tail -n 5 "$scratch/demo.log"; exit 1; fi

# refused NAME CODE WORD COMMAND... : the command ends with CODE and its output names WORD.
refused() {
  local name=$1 code=$2 word=$3 answer
  shift 3
  "$@" >"$scratch/answer" 2>&1
  answer=$?
  [ "$answer" -eq "$code" ] && grep -q -- "$word" "$scratch/answer"
  verdict $? "$name"
  [ "$answer" -eq "$code" ] || { printf '     code %s\n' "$answer"; head -n 5 "$scratch/answer" | sed 's/^/     /'; }
}
tampered() {
  rm -rf "$scratch/copy"
  cp -a "$scratch/data" "$scratch/copy"
  python3 - "$scratch/copy/sonae.db" "$1" <<'PY'
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
changed = database.execute(sys.argv[2]).rowcount
database.commit()
sys.exit(changed < 1)
PY
}
both_refuse() {
  tampered "$3"
  verdict $? "$1: the copy is tampered with"
  refused "$1: the script names the record" 1 "PROBLEM at $2:" python3 "$script" "$scratch/copy/sonae.db" --blobs "$scratch/copy/blobs"
  refused "$1: the program names the record" 1 "$2" "$binary" audit verify --data "$scratch/copy"
}

python3 "$script" "$scratch/data/sonae.db" --blobs "$scratch/data/blobs" >"$scratch/by-script"
verdict $? "the script finds the record whole"
"$binary" audit verify --data "$scratch/data" >/dev/null
verdict $? "the program finds the record whole"
both_refuse "another name of an action" 3 "update trail_record set action = 'session.closed' where sequence = 3"
both_refuse "a removed record" 4 "delete from trail_record where sequence = 4"
both_refuse "another value under an old commitment" "[0-9]*" \
  "update trail_record set after_value = '{}' where rowid = (select min(rowid) from trail_record where after_value is not null)"

# Cut off together with its head, the rest is consistent: only a checkpoint that was kept elsewhere shows it.
"$binary" audit checkpoint --data "$scratch/data" >"$scratch/checkpoint.json"
verdict $? "a checkpoint is written"
roots=$(grep -oE '[0-9a-f]{64}$' "$scratch/by-script" | sort -u)
[ -n "$roots" ] && [ "$roots" = "$(python3 -c 'import json, sys
for root in sorted({one["root"] for one in json.load(sys.stdin)["checkpoints"]}): print(root)' <"$scratch/checkpoint.json")" ]
verdict $? "program and script come to the same root"
tampered "delete from trail_record" && refused "a record that is gone shows against a kept checkpoint" 1 PROBLEM \
  python3 "$script" "$scratch/copy/sonae.db" --checkpoint "$scratch/checkpoint.json"
refused "a file that is no database is unusable input" 3 unusable python3 "$script" "$scratch/accounts.json"
[ "$(wc -l <"$script")" -le 200 ]
verdict $? "the script is short enough to be read in one sitting (200 lines)"
