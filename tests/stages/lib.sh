# shellcheck shell=bash
# How stages count. A case is one line in $TEST_COUNT: `ok NAME` or `FAIL NAME`. Output goes to the stage's log.
set -uo pipefail
: "${TEST_TREE:?run stages through ./test}" "${TEST_COUNT:?}"
tree=$TEST_TREE
. "$tree/packaging/lib.sh"
cd "$tree" || exit 1

pass() { printf 'ok %s\n' "$*" >>"$TEST_COUNT"; }
fail() { printf 'FAIL %s\n' "$*" >>"$TEST_COUNT"; printf 'FAIL %s\n' "$*"; }

# run_case NAME COMMAND... : one case, decided by the exit code.
run_case() {
  local name=$1
  shift
  printf -- '--- %s\n' "$name"
  if ("$@"); then pass "$name"; else fail "$name"; fi
}

# run_counted PREFIX COMMAND... : a program that prints `ok NAME` and `FAIL NAME` lines, each a case.
run_counted() {
  local prefix=$1 output code
  shift
  output=$(mktemp)
  "$@" >"$output" 2>&1
  code=$?
  cat "$output"
  sed -nE "s|^(ok\|FAIL) +(.*)|\1 $prefix: \2|p" "$output" >>"$TEST_COUNT"
  if [ "$code" -ne 0 ] && ! grep -q '^FAIL' "$output"; then fail "$prefix ended with code $code"; fi
  if [ "$code" -eq 0 ] && ! grep -q '^ok' "$output"; then fail "$prefix counted no test"; fi
  rm -f "$output"
}

# run_gtest PREFIX PROGRAM ARGUMENT... : every case of a GoogleTest program. A program that dies counts
# the case it was in. TEST_LAUNCHER: words to put before it.
run_gtest() {
  local prefix=$1 program=$2 output code launcher=()
  [ -n "${TEST_LAUNCHER:-}" ] && read -ra launcher <<<"$TEST_LAUNCHER"
  shift 2
  output=$(mktemp)
  printf -- '--- %s\n' "$program"
  timeout 900 "${launcher[@]}" "$program" --gtest_color=no --gtest_print_time=0 "$@" >"$output" 2>&1
  code=$?
  sed -nE "s|^\[       OK \] (.*)|ok $prefix \1|p; s|^\[  FAILED  \] ([A-Za-z0-9_/]+\.[A-Za-z0-9_/]+)(, where .*)?\$|FAIL $prefix \1|p; s|^\[  SKIPPED \] ([A-Za-z0-9_/.]+)\$|skipped $prefix \1|p" \
    "$output" | sort -u >>"$TEST_COUNT"
  if [ "$code" -ne 0 ]; then
    if ! grep -q '^\[  PASSED  \]' "$output"; then
      fail "$prefix ended with code $code in $(sed -nE 's/^\[ RUN      \] //p' "$output" | tail -n 1)"
    fi
    grep -vE '^\[( RUN|       OK|-+)' "$output" | tail -n 120
  else
    grep -E '^\[  (PASSED|SKIPPED)' "$output"
    grep -q '^\[       OK' "$output" || fail "$prefix $program counted no test"
  fi
  rm -f "$output"
}

# run_gtests PREFIX FOLDER : every test program of a build. Their files lie in memory where there is room for them: what
# they prove of writing to disk they prove by storage that fails on purpose, not by waiting for a real one.
run_gtests() {
  local prefix=$1 folder=$2 program scratch room
  room=$(df -Pm /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
  if [ "${room:-0}" -ge 2000 ]; then scratch=$(mktemp -d -p /dev/shm); else scratch=$(mktemp -d); fi
  # PostgreSQL runs as an account of its own there.
  chmod 711 "$scratch"
  for program in "$folder"/src/*_tests; do TMPDIR=$scratch run_gtest "$prefix" "$program"; done
  rm -rf "$scratch"
}
