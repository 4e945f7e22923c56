#!/usr/bin/env bash
# Backup while in use, proof, restore, self-check; newer data and second processes are refused (RE10, RE13, RE19). Prints `ok` and `FAIL` lines.
exec python3 "$(dirname "${BASH_SOURCE[0]}")/attack/rescue.py" "$@"
