#!/usr/bin/env bash
# browser stories in headless Chromium against a real server with the demo company, with axe
. "$(dirname "$0")/lib.sh"

binary=$tree/build/release/sonae
scratch=$(mktemp -d)
port=$(free_port)
"$binary" demo --data "$scratch/data" --credentials "$scratch/accounts.json" || { fail "the demo company is made"; exit 1; }
"$binary" serve --data "$scratch/data" --port "$port" >"$scratch/server.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; rm -rf "$scratch"' EXIT
if ! wait_ready "$port" "$server"; then
  tail -n 30 "$scratch/server.log"
  fail "the server starts"
  exit 1
fi
ensure_modules
export SONAE_URL=http://localhost:$port SONAE_ACCOUNTS=$scratch/accounts.json NODE_PATH=$tree/web/node_modules
for story in tests/browser/*story.mjs; do run_counted "$(basename "$story" .mjs)" timeout 600 node "$story"; done

# The first hour of an empty installation.
first_port=$(free_port)
"$binary" serve --data "$scratch/first" --port "$first_port" >"$scratch/first.log" 2>&1 &
first=$!
trap 'kill "$server" "$first" 2>/dev/null; wait "$server" "$first" 2>/dev/null; rm -rf "$scratch"' EXIT
if wait_ready "$first_port" "$first"; then
  token=$(sed -n 's/.*#token=\([A-Za-z0-9_-]*\).*/\1/p' "$scratch/first.log" | head -n 1)
  SONAE_URL=http://localhost:$first_port SONAE_SETUP_TOKEN=$token run_counted first-start timeout 600 node tests/browser/first-start.mjs
else
  tail -n 30 "$scratch/first.log"
  fail "an empty server starts"
fi
if grep -q '^FAIL' "$TEST_COUNT"; then tail -n 40 "$scratch/server.log"; fi

# The first start: a server that waits for its set-up and prints the one-time link.
empty_port=$(free_port)
"$binary" serve --data "$scratch/empty" --port "$empty_port" >"$scratch/empty.log" 2>&1 &
empty=$!
trap 'kill "$server" "$empty" 2>/dev/null; wait "$server" "$empty" 2>/dev/null; rm -rf "$scratch"' EXIT
if wait_ready "$empty_port" "$empty"; then
  SONAE_URL=http://localhost:$empty_port
  SONAE_SETUP_TOKEN=$(sed -nE 's/.*setup#(token=)?([A-Za-z0-9_=-]{20,}).*/\2/p' "$scratch/empty.log" | head -n 1)
  export SONAE_URL SONAE_SETUP_TOKEN
  run_counted first-start timeout 300 node tests/browser/first-start.mjs
else
  tail -n 30 "$scratch/empty.log"
  fail "an empty server starts"
fi
