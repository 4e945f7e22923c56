#!/usr/bin/env bash
# kill -9 while eight people save: what was acknowledged is there (RE03). Prints `ok` and `FAIL` lines.
exec python3 "$(dirname "${BASH_SOURCE[0]}")/attack/crash.py" "$@"
