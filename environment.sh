#!/bin/sh
# Makes what the site needs before Django can run: .venv with the locked packages, and .env.
#   ./environment.sh         what serving needs
#   ./environment.sh dev     and what testing needs
# Does nothing where all of it is there already. `make` calls it; so may you.
set -eu
cd "$(dirname "$0")"

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

fits() { # is this a Python that can make the environment?
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

find_python() { # print the first Python from 3.12 on; pyenv's own too, where its shims choose an older one
    for python in python3.14 python3.13 python3.12 python3 \
        "${PYENV_ROOT:-${HOME:-/nowhere}/.pyenv}"/versions/3.1[2-9]*/bin/python3; do
        if fits "$python"; then printf '%s\n' "$python"; return 0; fi
    done
    return 1
}

make_environment() {
    if [ -x .venv/bin/python ] && fits .venv/bin/python; then return 0; fi
    rm -rf .venv
    if python=$(find_python); then
        say "Making .venv with $("$python" --version)"
        "$python" -m venv .venv >.setup/venv.log 2>&1 && return 0
        rm -rf .venv
        command -v uv >/dev/null 2>&1 ||
            stop "$python cannot make an environment (.setup/venv.log says why). On Debian: sudo apt-get install python3-venv"
    fi
    command -v uv >/dev/null 2>&1 ||
        stop "Polymath needs Python 3.12 or newer, and found none. On Debian: sudo apt-get install python3 python3-venv"
    say "Making .venv with uv"
    uv venv --quiet --seed --python ">=3.12" .venv 2>.setup/venv.log ||
        stop "uv could not make an environment: $(tail -n 1 .setup/venv.log)"
}

install_packages() { # $1: a file of locked requirements; again only when it has changed
    if cmp -s "$1" ".venv/installed-$1"; then return 0; fi
    say "Installing the packages of $1; this takes a minute"
    if ! .venv/bin/python -m pip install --require-hashes --no-deps --disable-pip-version-check --no-input \
        --retries 2 --requirement "$1" >.setup/pip.log 2>&1; then
        if grep -qiE 'NewConnectionError|NameResolution|name resolution|ConnectTimeout|ProxyError|unreachable|Max retries' .setup/pip.log; then
            stop "The package registry cannot be reached: is this machine online? (.setup/pip.log has the details.)"
        fi
        stop "The packages could not be installed: $(grep -E '^ERROR' .setup/pip.log | tail -n 1) (.setup/pip.log has the details.)"
    fi
    cp "$1" ".venv/installed-$1"
}

make_secret() { # a SECRET_KEY of the site's own, which nobody else on the machine may read
    if [ -n "${SECRET_KEY:-}" ] || grep -qs '^SECRET_KEY=.' .env; then return 0; fi
    (
        umask 077
        .venv/bin/python -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))' >>.env
    )
}

mkdir -p .setup
make_environment
install_packages requirements.txt
if [ "${1:-}" = dev ]; then install_packages requirements-dev.txt; fi
make_secret
