#!/bin/bash
# Makes a bare machine into a web host of the store: nginx with a certificate of its own, answering the load balancer's
# health check with 200 and everything else with 503 until a release is installed. Run as root; may be run again.
#
# Reads $STOREFORT_ROOT/etc/storefort/settings (names and numbers, no secrets):
#   STORE               the store's name
#   GENERATION          part of the log groups' names
#   HEALTH_CHECKS       how many health checks of one load balancer node must have been answered before this host counts as
#                       ready; 0: do not wait
# STOREFORT_ROOT        where the files go; empty on a host, a scratch folder in tests
# STOREFORT_PLATFORM    file below platform/; by default chosen by /etc/os-release
# STOREFORT_PORT        where nginx listens; 443 on a host

set -euo pipefail

HOST_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="${STOREFORT_ROOT:-}"
PORT="${STOREFORT_PORT:-443}"
NGINX_DIR="$ROOT/etc/nginx"
LOG_DIR="$ROOT/var/log/nginx"

# shellcheck source=host/platform/al2023.sh
source "$HOST_DIR/platform/${STOREFORT_PLATFORM:-$(bash "$HOST_DIR/platform/detect.sh")}.sh"

read_settings() {
  local settings="$ROOT/etc/storefort/settings"
  [[ -r $settings ]] || { echo "$settings cannot be read" >&2; return 1; }
  # shellcheck source=/dev/null
  source "$settings"
  : "${STORE:?missing in $settings}" "${GENERATION:?missing in $settings}" "${HEALTH_CHECKS:?missing in $settings}"
}

# Fills in @NAME@ and puts the file in place by rename, so that no reader sees half of it.
render() {
  local from=$1 to=$2
  mkdir -p "$(dirname "$to")"
  sed -e "s|@ROOT@|$ROOT|g" -e "s|@PORT@|$PORT|g" -e "s|@NGINX_USER@|$PLATFORM_NGINX_USER|g" \
    -e "s|@STORE@|$STORE|g" -e "s|@GENERATION@|$GENERATION|g" "$from" >"$to.new"
  if grep -n '@[A-Z_]*@' "$to.new" >&2; then
    echo "$from has a placeholder that nothing fills in" >&2
    return 1
  fi
  chmod 0644 "$to.new"
  mv -f "$to.new" "$to"
}

# The load balancer encrypts to its targets and does not check their certificates, so each host makes its own at boot and no
# private key is ever stored or sent. A host lives 30 days at most; 45 days left are enough to keep what is there.
write_certificate() {
  local dir="$NGINX_DIR/tls"
  if openssl x509 -in "$dir/host.crt" -noout -checkend $((45 * 86400)) >/dev/null 2>&1 && [[ -s $dir/host.key ]]; then
    return 0
  fi
  install -d -m 0700 "$dir"
  (
    umask 077
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -days 90 -subj "/CN=storefort-host" \
      -keyout "$dir/host.key.new" -out "$dir/host.crt.new" 2>/dev/null
  )
  mv -f "$dir/host.key.new" "$dir/host.key"
  mv -f "$dir/host.crt.new" "$dir/host.crt"
}

write_nginx() {
  install -d -m 0750 "$LOG_DIR"
  mkdir -p "$ROOT/run" "$ROOT/var/lib/nginx"
  render "$HOST_DIR/nginx/nginx.conf" "$NGINX_DIR/nginx.conf"
  nginx -t -q -c "$NGINX_DIR/nginx.conf"
}

healthz_status() {
  curl --silent --insecure --max-time 5 --output /dev/null --write-out '%{http_code}' "https://127.0.0.1:$PORT/healthz" || true
}

check_healthz() {
  local status=none
  for _ in {1..30}; do
    status="$(healthz_status)"
    [[ $status == 200 ]] && return 0
    sleep 1
  done
  echo "https://127.0.0.1:$PORT/healthz must answer 200, got $status" >&2
  return 1
}

# The most health checks that any one node of the load balancer got a 200 for.
health_checks_seen() {
  # Split at quotation marks, the eighth field is the address: see log_format in nginx.conf.
  awk -F '"' '/"agent":"ELB-HealthChecker\/2\.0"/ && /"status":200,/ { n[$8]++; if (n[$8] > most) most = n[$8] }
    END { print most + 0 }' "$LOG_DIR/access.log"
}

# A rolling update ends the old host as soon as this one says that it is ready: before the load balancer has seen it healthy,
# a store with one host would serve nobody.
await_load_balancer() {
  local seen=0
  for _ in {1..120}; do
    seen="$(health_checks_seen)"
    ((seen >= HEALTH_CHECKS)) && return 0
    sleep 5
  done
  echo "the load balancer must have checked this host $HEALTH_CHECKS times within 10 minutes, got $seen" >&2
  return 1
}

main() {
  read_settings
  platform_install
  write_certificate
  write_nginx
  platform_start_nginx
  check_healthz
  platform_start_logs
  await_load_balancer
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  main "$@"
fi
