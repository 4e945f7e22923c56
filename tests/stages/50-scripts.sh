#!/usr/bin/env bash
# scripts of tests/*.sh: hardening of the binary, reproducible build, start and stop, documents
. "$(dirname "$0")/lib.sh"

for script in tests/*.sh; do run_counted "$(basename "$script" .sh)" bash "$script"; done
