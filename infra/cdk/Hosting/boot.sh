# shellcheck shell=sh
# Installs the agent, as root: at an instance's first boot, and again whenever the host's association runs, which costs no more than a
# check of the files when the right ones are there. Variables, set in front of this script by the stack:
#   AGENT_URI     where the agent's archive is (s3://…)
#   AGENT_SHA256  the SHA-256 over the lines that sha256sum prints for its files, sorted by path
#   DAYBREAK_ROOT and DAYBREAK_WORK_DIR, where to install it and where it works; both have defaults
set -eu
umask 022
: "${AGENT_URI:?}" "${AGENT_SHA256:?}"
root=${DAYBREAK_ROOT:-/opt/daybreak}
work=${DAYBREAK_WORK_DIR:-/var/lib/daybreak}
release=$root/releases/$AGENT_SHA256
bundle=rds-global-bundle.pem
bundle_url=https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem

fail() {
    echo "daybreak: $*" >&2
    exit 1
}

digest_of() {
    (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1)
}

mkdir -p "$root/releases"
mkdir -p "$work"
chmod 0700 "$work"
# The runs have a user of their own, which owns the mirrors and nothing else.
if [ "$(id -u)" = 0 ] && command -v useradd >/dev/null; then
    id -u daybreak >/dev/null 2>&1 || useradd --system --home-dir "$work" --no-create-home --shell /sbin/nologin daybreak
    chown -R daybreak "$work"
fi

# The first boot and the association may meet.
exec 9>"$root/lock"
flock 9
if [ -s "$root/$bundle" ] && [ "$(readlink "$root/bin" || true)" = "$release" ] && [ "$(digest_of "$release")" = "$AGENT_SHA256" ]; then
    echo "daybreak: ready, $AGENT_SHA256"
    exit 0
fi

staging=$(mktemp -d "$root/staging.XXXXXX")
trap 'rm -rf "$staging"' EXIT

# A new role needs a moment until S3 knows it.
attempt=1
until aws s3 cp --only-show-errors "$AGENT_URI" "$staging/agent.zip"; do
    [ "$attempt" -lt 10 ] || fail "cannot fetch $AGENT_URI; see the messages above, the role of the instance and the S3 endpoint"
    attempt=$((attempt + 1))
    sleep "${DAYBREAK_BOOT_PAUSE:-6}"
done

mkdir "$staging/agent"
unzip -q "$staging/agent.zip" -d "$staging/agent"
found=$(digest_of "$staging/agent")
[ "$found" = "$AGENT_SHA256" ] || fail "the files of $AGENT_URI have the SHA-256 $found, expected $AGENT_SHA256; deploy again"

# The archive keeps the modes of the machine that deployed: whatever its umask was, the runs' user reads everything and writes nothing.
chmod -R u=rwX,go=rX "$staging/agent"
chmod 0755 "$staging/agent/daybreak"

# The published folder brings the certificates of RDS where the network has no way to fetch them.
if [ -f "$staging/agent/$bundle" ]; then
    cp "$staging/agent/$bundle" "$staging/$bundle"
else
    curl --fail --silent --show-error --proto '=https' --retry 5 --output "$staging/$bundle" "$bundle_url" \
        || fail "cannot fetch $bundle_url; put the file into artifacts/assets/daybreak as $bundle and deploy again"
fi
# A rename, as below: a run reads the old certificates or the new ones.
mv -f "$staging/$bundle" "$root/$bundle"

# A release that is there but not current, or no longer what it was, makes room: a run that uses it keeps its open files.
[ ! -e "$release" ] || mv "$release" "$staging/old"
mv "$staging/agent" "$release"
# One rename makes the release current: a run sees the old one or the new one.
ln -s "$release" "$staging/bin"
mv -fT "$staging/bin" "$root/bin"
echo "daybreak: installed $AGENT_SHA256"
