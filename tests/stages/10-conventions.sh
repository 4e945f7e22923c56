#!/usr/bin/env bash
# the invariants of ARCHITECTURE.md, layout of the sources, shell scripts, security requirements
. "$(dirname "$0")/lib.sh"

run_counted convention /usr/bin/python3 tests/conventions/check.py
run_counted "convention's own test" /usr/bin/python3 tests/conventions/self_test.py
run_counted security /usr/bin/python3 tests/conventions/requirements.py

cpp_files() { git -c safe.directory='*' ls-files -z --cached --others --exclude-standard 'src/*.h' 'src/*.cpp' 'tests/*.h' 'tests/*.cpp' 'fuzz/*.cpp' 'bench/*.cpp'; }
format() {
  local wrong
  wrong=$(cpp_files | xargs -0 -r clang-format-19 --dry-run 2>&1 | sed -nE 's/^([^ :]+):[0-9]+:.*/\1/p' | sort -u)
  [ -z "$wrong" ] || { printf 'clang-format-19 -i %s\n' "$wrong"; return 1; }
}
run_case "sources are laid out by .clang-format" format

scripts() { git -c safe.directory='*' ls-files -z --cached --others --exclude-standard 'run' 'test' '.ci/*' '*.sh'; }
shell() { scripts | xargs -0 -r shellcheck -x -P SCRIPTDIR; }
run_case "shell scripts pass ShellCheck" shell
