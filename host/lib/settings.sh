#!/bin/bash
# What every script of the host starts with: where things are, the platform, the settings. Sourced after set -euo pipefail.
#
# STOREFORT_ROOT        where the files are; empty on a host, a folder in the preview and in tests
# STOREFORT_PLATFORM    file below platform/; by default chosen by /etc/os-release
# STOREFORT_PORT        where nginx listens; 443 on a host
# shellcheck disable=SC2034 # read by the scripts that source this

# A failure within $( … ) is a failure.
shopt -s inherit_errexit

HOST_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
ROOT="${STOREFORT_ROOT:-}"
PORT="${STOREFORT_PORT:-443}"
NGINX_DIR="$ROOT/etc/nginx"
PHP_DIR="$ROOT/etc/storefort/php"
RUN_DIR="$ROOT/run/storefort"
SERVED_DIR="$ROOT/srv/storefort"
STATE_DIR="$ROOT/var/lib/storefort"

# shellcheck source=host/platform/al2023.sh
source "$HOST_DIR/platform/${STOREFORT_PLATFORM:-$(bash "$HOST_DIR/platform/detect.sh")}.sh"

# Names and numbers, no secrets; lib/host/host-settings.ts writes them.
read_settings() {
  local settings="$ROOT/etc/storefort/settings" name
  [[ -r $settings ]] || { echo "$settings cannot be read" >&2; return 1; }
  # shellcheck source=/dev/null
  source "$settings"
  for name in STORE GENERATION HEALTH_CHECKS REGION SHOP_HOST STAFF_HOST SHOP_URL STAFF_URL LOCALE TIME_ZONE MAIL_VIA \
    MAIL_FROM DATABASE_SECRET SALTS_SECRET SHOP_DOOR_SECRET STAFF_DOOR_SECRET FILE_SYSTEM ACCESS_POINT RELEASE_BUCKET \
    RELEASE_PARAMETER; do
    [[ -n ${!name:-} ]] || { echo "$name: missing in $settings" >&2; return 1; }
  done
  if [[ $MAIL_VIA == smtp && (-z ${MAIL_HOST:-} || -z ${MAIL_SECRET:-}) ]]; then
    echo "MAIL_VIA=smtp: MAIL_HOST and MAIL_SECRET must be in $settings" >&2
    return 1
  fi
  if [[ $MAIL_VIA == ses && -z ${MAIL_ROLE:-} ]]; then
    echo "MAIL_VIA=ses: MAIL_ROLE must be in $settings" >&2
    return 1
  fi
}

# Whoever starts a daemon without being root runs it as himself, and owns its files already.
is_root() {
  ((EUID == 0))
}

# Puts standard input in place by rename, so that no reader sees half of it.
#   place FILE MODE GROUP    with the group of root: for root alone
place() {
  local to=$1 mode=$2 group=$3
  (
    umask 077
    cat >"$to.new"
  )
  if is_root; then chown "root:$group" "$to.new"; fi
  chmod "$mode" "$to.new"
  mv -f "$to.new" "$to"
}

# Runs a program as the user that PHP-FPM's workers have, with nothing of this script's environment.
as_php() {
  local run=(env -i PATH="$PATH" LANG=C.UTF-8 STOREFORT_ROOT="$ROOT" PHP_INI_SCAN_DIR=":$PHP_DIR/conf.d" "$@")
  if is_root; then platform_as_php "${run[@]}"; else "${run[@]}"; fi
}

# A script of the bundle for a release: shop_php NAME FOLDER ARGUMENTS…
shop_php() {
  local name=$1
  shift
  as_php "$PLATFORM_PHP" "$HOST_DIR/wordpress/$name.php" "$@"
}

# Made by PHP's user, who then may write there. On AWS all of it is the access point's user's anyway.
share_folder() {
  as_php mkdir -p "$SERVED_DIR/shared/$1"
}
