#!/usr/bin/env bash
# What is not permitted is refused: every route, every role, every trick, against the real program. Prints `ok` and `FAIL` lines.
exec python3 "$(dirname "${BASH_SOURCE[0]}")/attack/refusals.py" "$@"
