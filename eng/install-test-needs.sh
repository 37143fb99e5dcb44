#!/usr/bin/env bash
# Installs what the tests talk to, from Debian's packages: databases, a browser. Says nothing when all is there.
set -euo pipefail

declare -A package_of=(
    [/usr/lib/postgresql/*/bin/postgres]=postgresql
    [/usr/sbin/mariadbd]=mariadb-server
    [/usr/bin/redis-server]=redis-server
    [/usr/bin/chromium]=chromium
    # ICU has its version in its name; apt takes an expression.
    [/usr/lib/*/libicuuc.so.*]='^libicu[0-9]+$'
)

missing=()
for program in "${!package_of[@]}"; do
    compgen -G "$program" >/dev/null || missing+=("${package_of[$program]}")
done
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=()
if [ "$(id -u)" -ne 0 ]; then
    sudo=(sudo --non-interactive)
fi

echo "Installing ${missing[*]} (the tests start them by themselves, on ports of their own)"

# Packages must not start services: the tests run instances of their own.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null
    "${sudo[@]}" chmod +x "$policy"
    trap '"${sudo[@]}" rm -f "$policy"' EXIT
fi

export DEBIAN_FRONTEND=noninteractive
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
