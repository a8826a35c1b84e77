#!/bin/sh
# Builds the solution, synthesises the stacks the end-to-end tests deploy, runs the tests and counts: the last line reads "N passed, N failed".
# With "long" as the second argument, only the fault tests that take minutes; otherwise all but those.
set -eu
configuration="${1:-Debug}"
case "${2:-}" in
    long)
        filter='Category=Faults-Long'
        hang=30m
        projects=$(grep -rl --include='*.cs' '"Faults-Long"' tests | cut -d / -f 1,2 | sort -u)
        ;;
    '')
        filter='Category!=Faults-Long'
        hang=15m
        projects=$(find tests -name '*.Tests.csproj' | sort)
        ;;
    *)
        echo "The second argument is 'long' or missing, not '$2'" >&2
        exit 2
        ;;
esac
expected=$(echo "$projects" | wc -l)
results=artifacts/test-results
rm -rf "$results"

dotnet build Solution.sln -c "$configuration" --nologo -v quiet
lower=$(printf '%s' "$configuration" | tr '[:upper:]' '[:lower:]')
synth() {
    npx --no-install cdk synth -q --app "dotnet artifacts/bin/Cdk/$lower/daybreak-cdk.dll" "$@"
}
synth --output artifacts/cdk.out
# A database for each test that wants a bucket and a trigger of its own.
synth --output artifacts/cdk.fresh --context databases="$(seq -f 'Fresh%02g' -s, 1 40)"

# One project after the other: each runs its classes in parallel already, and starts servers and programs of its own.
status=0
for project in $projects; do
    DAYBREAK_TEST_CONFIGURATION="$lower" dotnet test "$project" -c "$configuration" --no-build --nologo -v quiet --filter "$filter" \
        --logger trx --logger "console;verbosity=minimal" --results-directory "$results" --blame-hang-timeout "$hang" || status=$?
done

# A number of a results file; 0 where the file, cut off by a crash, does not say it.
count() {
    number=$(grep -o '<Counters [^>]*>' "$1" | sed -n "s/.* $2=\"\([0-9]*\)\".*/\1/p")
    echo "${number:-0}"
}

# What tests have counted: files, kills, runs that did work.
if [ -d "$results" ]; then
    find "$results" -name '*.trx' -exec grep -oh 'Counted: [^<]*' {} + | sed 's/^Counted: //' || true
fi

found=0
passed=0
failed=0
for file in "$results"/*.trx; do
    [ -e "$file" ] || continue
    found=$((found + 1))
    bad=$(($(count "$file" total) - $(count "$file" passed)))
    # A run that was aborted between two tests has no failed test to show for it.
    if [ "$bad" -eq 0 ] && ! grep -q '<ResultSummary outcome="Completed"' "$file"; then
        echo "$file: the run did not complete" >&2
        bad=1
    fi
    passed=$((passed + $(count "$file" passed)))
    failed=$((failed + bad))
done
# A test project that dies before it writes its results must not go unnoticed.
if [ "$found" -lt "$expected" ]; then
    echo "$found of $expected test projects wrote results" >&2
    failed=$((failed + expected - found))
fi
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    echo "dotnet test ended with exit code $status" >&2
    failed=1
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
