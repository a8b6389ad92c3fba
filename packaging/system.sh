#!/bin/sh
# Installs the helpful system programs where that needs no question, or says what to type.
# With the word "tests", the browser in which the screens are tested is among them.
set -u
missing=""
[ -n "$(find /usr/share/tesseract-ocr /usr/share/tessdata /opt/homebrew/share/tessdata /usr/local/share/tessdata \
    "${TESSDATA_PREFIX:-/nonexistent}" -name eng.traineddata 2>/dev/null | head -n 1)" ] || missing="tesseract-ocr-eng"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v qpdf >/dev/null 2>&1 || missing="$missing qpdf"
if [ "${1:-}" = tests ]; then
    command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
fi
[ -n "$missing" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "installing$( [ "${missing# }" = "$missing" ] && echo " $missing" || echo "$missing")"
    # shellcheck disable=SC2086
    if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing; } >/dev/null 2>&1; then
        exit 0
    fi
    echo "apt-get could not install them; going on without"
elif command -v apt-get >/dev/null 2>&1; then
    echo "For faster scans and second opinions, type: sudo apt-get install $missing"
elif command -v brew >/dev/null 2>&1; then
    echo "For faster scans and second opinions, type: brew install tesseract poppler qpdf"
else
    echo "Not found, and not needed: $missing"
fi
exit 0
