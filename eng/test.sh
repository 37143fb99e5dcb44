#!/usr/bin/env bash
# Builds everything, runs every test, and ends with one line: N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "$0")/.."

eng/install-test-needs.sh || exit 1

passed=0 failed=0 skipped=0 broken=0

# Adds up the summary of one test program; a program that ends without one has failed.
count() {
    local summary total errors fails skips
    summary=$(grep -oE 'Total: [0-9]+(, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+)?' "$1" | tail -n 1)
    read -r total errors fails skips < <(grep -oE '[0-9]+' <<<"$summary" | tr '\n' ' ')
    if [ -z "${fails:-}" ]; then
        broken=1
        failed=$((failed + 1))
        return
    fi
    failed=$((failed + fails + errors))
    skipped=$((skipped + skips))
    passed=$((passed + total - fails - skips))
}

dotnet build Lapwing.slnx --configuration Release --nologo --verbosity quiet || { echo "The build failed."; echo "$passed passed, $((failed + 1)) failed, $skipped skipped"; exit 1; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Adds up what vitest says; the build has restored web/node_modules.
echo "== web"
(cd web && npm run --silent check && npm test --silent) 2>&1 | sed 's/\x1b\[[0-9;]*m//g' | tee "$log" | tail -n 6
[ "${PIPESTATUS[0]}" -eq 0 ] || broken=1
tests=$(grep -E '^ *Tests ' "$log")
passed=$((passed + $(grep -oE '[0-9]+ passed' <<<"$tests" | grep -oE '[0-9]+' || echo 0)))
failed=$((failed + $(grep -oE '[0-9]+ failed' <<<"$tests" | grep -oE '[0-9]+' || echo 0)))

for tests in tests/*.Tests; do
    name=$(basename "$tests")
    echo "== $name"
    timeout 1800 "artifacts/bin/$name/release/$name" -noColor -noLogo 2>&1 | tee "$log" | grep -vE '^ +(Discover|Starting|Finished)' || true
    count "$log"
done

[ "$broken" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
