#!/usr/bin/env bash
# Hostile workbooks against the real program: a sentence for each, nothing stored is touched. Prints `ok` and `FAIL` lines.
exec python3 "$(dirname "${BASH_SOURCE[0]}")/attack/hostile.py" "$@"
