#!/usr/bin/env bash
# Debian's WebKitGTK with its driver, Firefox ESR and a screen of air, where they may be installed.
set -eu
command -v WebKitWebDriver >/dev/null && command -v firefox-esr >/dev/null && command -v xvfb-run >/dev/null && exit 0
may=""
[ "$(id -u)" = 0 ] && may="env"
[ -z "$may" ] && command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && may="sudo"
if [ ! -f /etc/debian_version ] || [ -z "$may" ]; then
  echo "The engines need Debian's packages webkit2gtk-driver, firefox-esr, xvfb and xauth."
  exit 1
fi
echo "Installing WebKitGTK, its driver and Firefox ESR (once) …"
$may apt-get update -qq >/dev/null 2>&1
DEBIAN_FRONTEND=noninteractive $may apt-get install -y -qq --no-install-recommends \
  webkit2gtk-driver firefox-esr xvfb xauth >/dev/null 2>&1
