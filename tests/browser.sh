# Sees to a browser for the tests marked `browser`: takes what is there, else installs Debian's chromium
# where that needs no password. Never fails: without a browser pytest skips those tests, and fails them in CI.
for name in "${CHROMIUM:-chromium}" chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "browser: installing Debian's chromium"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    if apt-get update >"$log" 2>&1 && apt-get install --yes chromium >>"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
fi
if [ -n "$CI" ]; then
    echo "browser: no chromium, and CI wants one: the browser tests will fail" >&2
else
    echo "browser: no chromium: the browser tests will be SKIPPED (install it, or name one in CHROMIUM)" >&2
fi
