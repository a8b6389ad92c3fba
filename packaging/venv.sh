#!/bin/sh
# Makes a virtual environment; Debian ships Python without the module that does it.
set -u
python=$1
folder=$2
"$python" -m venv "$folder" >/dev/null 2>&1 && exit 0
rm -rf "$folder"
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; } >/dev/null 2>&1
    "$python" -m venv "$folder" && exit 0
fi
echo "Python's venv module is missing. Type: sudo apt-get install python3-venv   and run make again."
exit 13
