#!/bin/sh
# Builds the solution, synthesises the stack the end-to-end tests deploy, runs the tests and counts: the last line reads "N passed, N failed".
# With "long" as the second argument, only the fault tests that take minutes; otherwise all but those.
set -eu
configuration="${1:-Debug}"
case "${2:-}" in
    long)
        filter='Category=Faults-Long'
        projects=$(grep -rl --include='*.cs' '"Faults-Long"' tests | cut -d / -f 1,2 | sort -u)
        expected=$(echo "$projects" | wc -l)
        ;;
    '')
        filter='Category!=Faults-Long'
        projects=Solution.sln
        expected=$(find tests -name '*.Tests.csproj' | wc -l)
        ;;
    *) echo "The second argument is 'long' or missing, not '$2'" >&2; exit 2 ;;
esac
results=artifacts/test-results
rm -rf "$results"

dotnet build Solution.sln -c "$configuration" --nologo -v quiet
lower=$(printf '%s' "$configuration" | tr '[:upper:]' '[:lower:]')
npx --no-install cdk synth -q --app "dotnet artifacts/bin/Cdk/$lower/daybreak-cdk.dll" --output "artifacts/cdk.out"

status=0
for project in $projects; do
    DAYBREAK_TEST_CONFIGURATION="$lower" dotnet test "$project" -c "$configuration" --no-build --nologo -v quiet --filter "$filter" \
        --logger trx --logger "console;verbosity=minimal" --results-directory "$results" --blame-hang-timeout 15m || status=$?
done

# A test project that dies before it writes its results must not go unnoticed.
found=$(find "$results" -name '*.trx' | wc -l)
passed=0
failed=0
for file in "$results"/*.trx; do
    counters=$(grep -o '<Counters [^>]*>' "$file")
    count() { printf '%s' "$counters" | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p"; }
    passed=$((passed + $(count passed)))
    failed=$((failed + $(count total) - $(count passed)))
done
if [ "$found" -ne "$expected" ]; then
    echo "$found of $expected test projects wrote results" >&2
    failed=$((failed + expected - found))
fi
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    echo "dotnet test ended with exit code $status" >&2
    failed=1
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
