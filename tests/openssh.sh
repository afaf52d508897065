# Sees to ssh-keygen for the tests of signatures, as browser.sh does to a browser. Never fails: without it pytest skips
# those tests, and fails them in CI.
if command -v ssh-keygen >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "openssh: installing Debian's openssh-client"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    if apt-get update >"$log" 2>&1 && apt-get install --yes openssh-client >>"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
fi
if [ -n "$CI" ]; then
    echo "openssh: no ssh-keygen, and CI wants one: the tests of signatures will fail" >&2
else
    echo "openssh: no ssh-keygen: the tests of signatures will be SKIPPED (install openssh-client)" >&2
fi
