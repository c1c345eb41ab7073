#!/usr/bin/env bash
# Chromium for the browser tests: the system's, or Debian's package where that may be installed.
set -u
if [ -n "${MESOMAP_CHROMIUM:-}" ] && [ -x "$MESOMAP_CHROMIUM" ]; then exit 0; fi
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
may=""
[ "$(id -u)" = 0 ] && may="env"
[ -z "$may" ] && command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && may="sudo"
if [ -f /etc/debian_version ] && [ -n "$may" ]; then
  echo "Installing Debian's Chromium (once) …"
  $may apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive $may apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 && exit 0
fi
echo "The browser tests need Chromium. Install it (Debian: sudo apt-get install chromium) or set"
echo "MESOMAP_CHROMIUM to the path of a Chromium or Chrome, then run 'make test' again."
exit 1
