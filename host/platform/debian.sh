#!/bin/bash
# Debian and Ubuntu: where the same files are tried out without AWS. Secrets, parameters and releases are files below $ROOT,
# daemons are kept by supervise.sh, timers are the caller's business, and logs stay in files.
# shellcheck disable=SC2034 # read by the scripts that source this

PLATFORM_NGINX_USER=www-data
PLATFORM_NGINX_GROUP=www-data
PLATFORM_PHP_USER=storefort
PLATFORM_PHP_GROUP=storefort
if ((EUID != 0)); then
  PLATFORM_NGINX_USER="$(id -un)" PLATFORM_NGINX_GROUP="$(id -gn)"
  PLATFORM_PHP_USER="$PLATFORM_NGINX_USER" PLATFORM_PHP_GROUP="$PLATFORM_NGINX_GROUP"
fi
PLATFORM_SYSTEM_CA=/etc/ssl/certs/ca-certificates.crt

# Debian puts the version into the program's name, and its PHP into a folder that not every PATH has.
newest_php_fpm() {
  find /usr/sbin /usr/bin -maxdepth 1 -name 'php-fpm[0-9]*' 2>/dev/null | sort -V | tail -n 1
}
PLATFORM_PHP_FPM="$(newest_php_fpm)"
PLATFORM_PHP="$(command -v "php${PLATFORM_PHP_FPM##*php-fpm}" || command -v php || true)"

platform_install() {
  local missing=() program
  for program in nginx openssl curl jq gawk; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  command -v mariadb-dump >/dev/null || missing+=(mariadb-client)
  [[ -n $PLATFORM_PHP_FPM && -n $PLATFORM_PHP ]] ||
    missing+=(php-fpm php-cli php-mysql php-gd php-intl php-mbstring php-xml php-curl php-bcmath php-zip)
  ((${#missing[@]} == 0)) && return 0
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet "${missing[@]}"
  PLATFORM_PHP_FPM="$(newest_php_fpm)"
  PLATFORM_PHP="$(command -v php)"
}

platform_users() {
  if ((EUID != 0)) || id "$PLATFORM_PHP_USER" >/dev/null 2>&1; then return 0; fi
  useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$PLATFORM_PHP_USER"
}

platform_as_php() {
  runuser -u "$PLATFORM_PHP_USER" -- "$@"
}

platform_secret() {
  cat "$ROOT/secrets/$1.json"
}

platform_role() {
  cat "$ROOT/secrets/${1##*/}.json"
}

platform_parameter() {
  local file="$ROOT/parameters/${1##*/}"
  [[ ! -e $file ]] || cat "$file"
}

platform_fetch_release() {
  cp "$ROOT/release-bucket/$1.tar.gz" "$2"
}

# An object is there whole or not at all.
platform_put_export() {
  local object="$ROOT/export-bucket/$1"
  mkdir -p "$(dirname "$object")"
  cat >"$object.part"
  mv "$object.part" "$object"
}

platform_put_inventory() {
  local object="$ROOT/release-bucket/$1"
  mkdir -p "$(dirname "$object")"
  cp "$2" "$object"
}

platform_instance_id() {
  echo preview
}

platform_system_name() {
  (
    # shellcheck source=/dev/null
    source /etc/os-release
    echo "$ID"
  )
}

platform_system_release() {
  cat /etc/debian_version
}

platform_packages() {
  dpkg-query --show --showformat '${db:Status-Status}\t${Package}\t${Version}\n' |
    awk -F '\t' '$1 == "installed" { print $2 "\t" $3 }'
}

# In a container there is none but the one that runs.
platform_installed_kernel() {
  {
    find /boot -maxdepth 1 -name 'vmlinuz-*' -printf '%f\n' 2>/dev/null | sed 's/^vmlinuz-//'
    uname --kernel-release
  } | sort --version-sort | tail -n 1
}

# There are no releases to move to as Amazon Linux has them.
platform_newer_releases() {
  return 1
}

platform_reboot_needed() {
  [[ -e /run/reboot-required ]] && echo true
}

platform_mount_uploads() {
  [[ -d $ROOT/srv/storefort/shared ]] && return 0
  install -d -m 0755 "$ROOT/srv/storefort/shared"
  if ((EUID == 0)); then chown "$PLATFORM_PHP_USER:$PLATFORM_PHP_GROUP" "$ROOT/srv/storefort/shared"; fi
}

platform_has_uploads() {
  [[ -d $ROOT/srv/storefort/shared ]]
}

daemon_pid() {
  local file="$ROOT/run/$1.pid.supervised"
  [[ -s $file ]] && kill -0 "$(<"$file")" 2>/dev/null && cat "$file"
}

platform_start() {
  local name=$1 command
  if daemon_pid "$name" >/dev/null; then
    platform_reload "$name"
    return 0
  fi
  case $name in
    nginx) command=(nginx -e "$ROOT/var/log/nginx/error.log" -c "$NGINX_DIR/nginx.conf" -g 'daemon off;') ;;
    php-fpm) command=("$PLATFORM_PHP_FPM" -F -y "$PHP_DIR/php-fpm.conf") ;;
  esac
  env -i PATH="$PATH" PHP_INI_SCAN_DIR=":$PHP_DIR/conf.d" setsid --fork bash "$HOST_DIR/platform/supervise.sh" "$ROOT/run" "$name" "${command[@]}" \
    </dev/null >>"$ROOT/var/log/storefort/$name.log" 2>&1 8>&- 9>&-
  for _ in {1..50}; do
    daemon_pid "$name" >/dev/null && return 0
    sleep 0.1
  done
  echo "$name does not start; see $ROOT/var/log/storefort/$name.log" >&2
  return 1
}

# A daemon that does not run reads its configuration when it starts.
platform_reload() {
  local name=$1 pid signal=HUP
  pid="$(daemon_pid "$name")" || return 0
  [[ $name == nginx ]] || signal=USR2
  kill -s "$signal" "$pid"
}

platform_start_timers() {
  :
}

platform_start_logs() {
  :
}
