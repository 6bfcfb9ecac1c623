#!/usr/bin/env bash
# Make the environment. Debian and Ubuntu ship Python without `ensurepip`; as root we
# install it, otherwise we say how.
set -eu
python=$1
venv=$2
if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; then
  echo "Wadah needs Python 3.11 to 3.13; '$python' is $("$python" --version 2>&1)." >&2
  echo "Choose another with: make PYTHON=python3.12 ..." >&2
  exit 2
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package"
  else
    echo "Python lacks venv. Run: sudo apt-get install $package" >&2
    exit 2
  fi
fi
"$python" -m venv "$venv"
