#!/bin/bash
# Makes a bare machine into a web host of the store: nginx with a certificate of its own, PHP-FPM, and the release that the
# store's parameter names. Without one it answers the load balancer's health check with 200 and everything else with 503.
# Run as root; may be run again. What it reads and the variables it knows: lib/settings.sh.

set -euo pipefail

lib="$(cd "$(dirname "${BASH_SOURCE[0]}")/lib" && pwd)"
# shellcheck source=host/lib/settings.sh
source "$lib/settings.sh"
# shellcheck source=host/lib/render.sh
source "$lib/render.sh"
# shellcheck source=host/lib/configure.sh
source "$lib/configure.sh"
# shellcheck source=host/lib/health.sh
source "$lib/health.sh"

# A new role's rights take some seconds to reach every service.
fetch_secrets() {
  local tried
  for tried in 1 2 3; do
    bash "$HOST_DIR/bin/refresh.sh" secrets && return 0
    ((tried == 3)) || sleep $((tried * ${STOREFORT_RETRY_SECONDS:-10}))
  done
  echo "the host's secrets could not be fetched" >&2
  return 1
}

main() {
  read_settings
  # Before the packages, whose own users take the first ids that are free.
  platform_users
  platform_install
  make_folders
  write_hosts
  platform_mount_uploads
  share_folder uploads
  write_certificate
  platform_start_logs
  fetch_secrets
  write_php
  write_nginx
  platform_start php-fpm
  # Before nginx: where the load balancer finds a host sound it sends shoppers, and one whose store has a release, but which
  # does not run it, has nothing for them.
  bash "$HOST_DIR/bin/refresh.sh"
  platform_start nginx
  check_healthz
  platform_start_timers
  await_load_balancer
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  main "$@"
fi
