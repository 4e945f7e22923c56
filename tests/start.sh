#!/usr/bin/env bash
# What a person meets first: ./run and its options, the demo company, sign-in, a clean stop. Prints `ok` and `FAIL` lines.
set -uo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$tree/packaging/lib.sh"
export SONAE_SKIP_PACKAGES=1
verdict() { if [ "$1" -eq 0 ]; then printf 'ok   %s\n' "$2"; else printf 'FAIL %s\n' "$2"; fi; }
scratch=$(mktemp -d)
server=
finish() { [ -n "$server" ] && kill -9 "$server" 2>/dev/null; rm -rf "$scratch"; }
trap finish EXIT

for option in --build-only --port --data --no-demo --help; do
  "$tree/run" --help | grep -q -- "  $option"
  verdict $? "./run --help explains $option"
done
"$tree/run" --port 99999 >"$scratch/out" 2>&1
[ $? -eq 2 ] && grep -q 99999 "$scratch/out"
verdict $? "./run refuses a port that is none, and names it"
"$tree/run" --fast >"$scratch/out" 2>&1
[ $? -eq 2 ] && grep -q -- '--fast' "$scratch/out"
verdict $? "./run refuses an option that is none, and names it"

# start NAME ARGUMENT... : ./run in a session of its own; SIGINT as Ctrl-C would.
start() {
  local log=$scratch/$1.log
  shift
  # Background processes of a script ignore SIGINT; a person's terminal does not do that.
  /usr/bin/python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler); os.setsid(); os.execv(sys.argv[1], sys.argv[1:])' \
    "$tree/run" --port "$port" "$@" >"$log" 2>&1 </dev/null &
  server=$!
  wait_ready "$port" "$server"
}
wait_for() { local tries=0; until grep -q "$2" "$1" || [ "$tries" -ge 100 ]; do sleep 0.1; tries=$((tries + 1)); done; grep -q "$2" "$1"; }

port=$(free_port)
start demo --data "$scratch/demo"
verdict $? "./run serves the demo company"
wait_for "$scratch/demo.log" "http://localhost:$port/"
verdict $? "./run prints the address"
# The last line of the list: all of it stands above.
wait_for "$scratch/demo.log" "Ctrl-C stops the server" && grep -q demo-accounts.json "$scratch/demo.log"
verdict $? "./run prints the accounts"
accounts=$scratch/demo/demo-accounts.json
[ "$(stat -c %a "$accounts" 2>/dev/null)" = 600 ]
verdict $? "the file of accounts is readable by its owner alone"
[ "$(stat -c %a "$scratch/demo" 2>/dev/null)" = 700 ]
verdict $? "the data directory is open to its owner alone (SE04)"
[ -z "$(find "$scratch/demo" -type f -perm /077)" ] && [ -z "$(find "$scratch/demo" -type d -perm /077)" ]
verdict $? "no file in it can be read by others (SE04)"

# Everybody of the list can sign in.
/usr/bin/python3 - "$accounts" "$port" <<'PY'
import json, sys, urllib.error, urllib.request

failed = False
for account in json.load(open(sys.argv[1], encoding="utf-8"))["accounts"]:
    origin = f"http://localhost:{sys.argv[2]}"
    # The cookies are Secure, which browsers take from localhost and Python's cookie jar does not: carried by hand.
    answer = urllib.request.urlopen(f"{origin}/api/v1/session")
    cookies = "; ".join(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie") or [])
    request = urllib.request.Request(
        f"{origin}/api/v1/session", json.dumps({"login": account["login"], "password": account["password"]}).encode(),
        {"Content-Type": "application/json", "X-CSRF-Token": json.load(answer)["csrf"], "Origin": origin, "Cookie": cookies})
    try:
        state = json.load(urllib.request.urlopen(request))["state"]
    except urllib.error.HTTPError as error:
        state = error.read().decode()
    wanted = "pending_factor" if account["totp_secret"] else "signed_in"
    failed |= state != wanted
    if state != wanted:
        print(f"     {account['login']}: {state}, expected {wanted}")
sys.exit(failed)
PY
verdict $? "every account of the list can sign in"

"$tree/run" --port "$port" --data "$scratch/other" >"$scratch/out" 2>&1
[ $? -eq 1 ] && grep -q "$port" "$scratch/out"
verdict $? "a taken port is named before anything is built"

kill -INT "$server"
wait "$server"
code=$?
verdict "$code" "Ctrl-C stops the server cleanly (code $code)"
server=
start again --data "$scratch/demo" && ! grep -q 'making the demo company' "$scratch/again.log"
verdict $? "the second start continues with the same data"
kill -TERM "$server"
wait "$server"
code=$?
verdict "$code" "SIGTERM stops the server cleanly (RE09, code $code)"
server=

port=$(free_port)
start empty --no-demo --data "$scratch/empty"
verdict $? "./run --no-demo starts empty"
wait_for "$scratch/empty.log" "setup#token=[A-Za-z0-9_-]\{20,\}"
verdict $? "the first start without a demo prints a set-up link (AU09)"
kill -TERM "$server"
wait "$server"
server=
mkdir "$scratch/full" && printf 'x\n' >"$scratch/full/something"
"$tree/run" --port "$port" --data "$scratch/full" >"$scratch/out" 2>&1
[ $? -eq 1 ] && [ "$(ls "$scratch/full")" = something ]
verdict $? "a folder with other things in it is refused and left alone"
