#!/bin/sh
# Publishes daybreak and bootstrap as Native AOT executables: artifacts/publish/{daybreak,bootstrap}. The stack's assets are folders, each with
# what its host or function gets and nothing else: artifacts/assets/{daybreak,bootstrap}/.
set -eu
assets=artifacts/assets
out=artifacts/publish
rid="linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')"
framework="${DAYBREAK_FRAMEWORK:-net10.0}"
linker=""
command -v clang >/dev/null 2>&1 || linker="-p:CppCompilerAndLinker=gcc"

publish() { # project, folder, framework
    # shellcheck disable=SC2086 # $linker is one option or none
    dotnet publish "src/$1" -c Release -r "$rid" --nologo -v quiet -p:DaybreakNative=true -p:DaybreakFramework="$3" \
        -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:GenerateDocumentationFile=false -p:PublishDocumentationFiles=false \
        -p:PublishReferencesDocumentationFiles=false -p:StripSymbols=true -p:DebugType=none $linker -o "$assets/$2"
}

rm -rf "$assets/bootstrap" "$out"
# Whoever put certificates beside the agent (docs/deploy.md) keeps them.
rm -f "$assets/daybreak/daybreak"
mkdir -p "$out"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! publish TriggerFunction bootstrap "$framework" >"$log" 2>&1; then
    if [ "$framework" = net10.0 ] && grep -q 'NU1101\|NU1102\|NU1103' "$log"; then
        echo "The net10.0 Native AOT runtime pack does not restore from this registry: publishing for net9.0."
        framework=net9.0
        publish TriggerFunction bootstrap "$framework"
    else
        cat "$log" >&2
        exit 1
    fi
fi
publish HostAgent daybreak "$framework"

# Amazon Linux 2023, of hosts and of provided.al2023, has glibc 2.34.
for name in bootstrap daybreak; do
    file="$out/$name"
    cp "$assets/$name/$name" "$file"
    if command -v objdump >/dev/null 2>&1; then
        newest=$(objdump -T "$file" | grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -V | tail -n 1)
        if [ "$(printf '%s\n2.34\n' "$newest" | sort -V | tail -n 1)" != 2.34 ]; then
            echo "$file needs glibc $newest, but Amazon Linux 2023 has 2.34: publish on a system with an older glibc" >&2
            exit 1
        fi
    fi
    printf '%s  %s  %s bytes\n' "$framework" "$file" "$(wc -c < "$file")"
done
