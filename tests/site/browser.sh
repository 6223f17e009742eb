#!/usr/bin/env bash
# A browser, its driver and a Chinese font for the tests of the documentation site. Installs them where the system's
# packages can be had (Debian, as root); elsewhere says what is missing, which those tests then name when they skip.
set -euo pipefail

present() {
  { command -v chromium-headless-shell || command -v chromium || command -v google-chrome; } >/dev/null 2>&1 &&
    command -v chromedriver >/dev/null 2>&1 &&
    [ -n "$(fc-list :lang=zh 2>/dev/null)" ]
}

present && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  get() { apt-get install --quiet --quiet --yes --no-install-recommends "$@" >/dev/null; }
  # The shell without a window is half the size, where it is packaged.
  { apt-get update --quiet --quiet &&
    { get chromium-driver fontconfig fonts-wqy-microhei chromium-headless-shell 2>/dev/null ||
      get chromium-driver fontconfig fonts-wqy-microhei chromium; }; } || true
  present && exit 0
fi
echo "no browser for the documentation site: it takes chromium, chromedriver and a Chinese font" >&2
echo "(Debian: apt-get install chromium chromium-driver fonts-wqy-microhei); its tests are skipped" >&2
