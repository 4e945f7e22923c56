#!/usr/bin/env bash
# The workbook engine from the terminal: recognised, filled, re-read by openpyxl, exceljs and LibreOffice, refused.
set -uo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
sonae=${SONAE:-$here/build/release/sonae}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [ ! -d "$here/tests/generators/node_modules/exceljs" ]; then
  npm --prefix "$here/tests/generators" ci --ignore-scripts --no-audit --no-fund >"$folder/npm.log" 2>&1 ||
    { tail -n 5 "$folder/npm.log"; echo "FAIL exceljs can be installed"; }
fi
/usr/bin/python3 "$here/tests/workbook/check.py" "$sonae" "$folder"
