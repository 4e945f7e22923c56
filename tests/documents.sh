#!/usr/bin/env bash
# The documents hold: links, languages, commands, settings. Prints `ok` and `FAIL` lines.
exec /usr/bin/python3 "$(dirname "${BASH_SOURCE[0]}")/documents.py" "$@"
