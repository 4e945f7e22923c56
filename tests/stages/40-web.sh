#!/usr/bin/env bash
# types, unit tests and size budget of the page
. "$(dirname "$0")/lib.sh"

ensure_modules
cd web || exit 1
run_case "the page's types hold" npm run --silent check
report=$(mktemp)
npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$report"
node -e '
  for (const file of JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).testResults) {
    if (file.assertionResults.length === 0) console.log("FAIL web " + file.name);
    for (const test of file.assertionResults)
      if (test.status !== "pending") console.log((test.status === "passed" ? "ok" : "FAIL") + " web " + test.fullName.replace(/\s+/g, " "));
  }' "$report" >>"$TEST_COUNT" || fail "vitest wrote no report"
rm -f "$report"
run_case "the first page stays within its budget" npm run --silent budget
