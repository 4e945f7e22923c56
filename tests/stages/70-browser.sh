#!/usr/bin/env bash
# browser stories in headless Chromium against a real server with the demo company, with axe
. "$(dirname "$0")/lib.sh"

binary=$tree/build/release/sonae
scratch=$(mktemp -d)
server=
stop_server() { if [ -n "$server" ]; then kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; server=; fi; }
trap 'stop_server; rm -rf "$scratch"' EXIT

# serve FOLDER : a server on a free port, its address in SONAE_URL, its log in $scratch/server.log.
serve() {
  local port
  port=$(free_port)
  "$binary" serve --data "$1" --port "$port" >"$scratch/server.log" 2>&1 &
  server=$!
  if ! wait_ready "$port" "$server"; then
    tail -n 30 "$scratch/server.log"
    fail "a server starts for ${1##*/}"
    return 1
  fi
  export SONAE_URL=http://localhost:$port
}
# run_story FILE : its results are counted; the server's last words are shown when something failed.
run_story() {
  local before
  before=$(grep -c '^FAIL' "$TEST_COUNT")
  run_counted "$(basename "$1" .mjs)" timeout 600 node "$1"
  if [ "$(grep -c '^FAIL' "$TEST_COUNT")" -gt "$before" ]; then tail -n 40 "$scratch/server.log"; fi
}

# The same company every time: its answers are drawn by lot otherwise.
"$binary" demo --seed 7 --data "$scratch/demo" --credentials "$scratch/accounts.json" || { fail "the demo company is made"; exit 1; }
ensure_modules
export SONAE_ACCOUNTS=$scratch/accounts.json NODE_PATH=$tree/web/node_modules
# Every story finds the company as it was made: what one hands in must not be closed for the next.
for story in tests/browser/*story.mjs; do
  data=$scratch/$(basename "$story" .mjs)
  cp -a "$scratch/demo" "$data"
  if serve "$data"; then run_story "$story"; fi
  stop_server
  rm -rf "$data"
done

# The first hour of an empty installation: a server that waits for its set-up and prints the one-time link.
if serve "$scratch/empty"; then
  SONAE_SETUP_TOKEN=$(sed -nE 's/.*setup#(token=)?([A-Za-z0-9_=-]{20,}).*/\2/p' "$scratch/server.log" | head -n 1)
  export SONAE_SETUP_TOKEN
  run_story tests/browser/first-start.mjs
fi
