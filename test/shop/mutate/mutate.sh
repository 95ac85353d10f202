#!/bin/bash
# Renders the configuration of a running preview anew and reloads what is named: mutate.sh nginx|php-fpm…

set -euo pipefail
lib="$(cd "$(dirname "${BASH_SOURCE[0]}")/lib" && pwd)"
# shellcheck source=host/lib/settings.sh
source "$lib/settings.sh"
# shellcheck source=host/lib/render.sh
source "$lib/render.sh"
# shellcheck source=host/lib/configure.sh
source "$lib/configure.sh"

main() {
  local daemon
  read_settings
  for daemon in "$@"; do
    case $daemon in
      nginx) write_nginx ;;
      php-fpm) write_php ;;
    esac
    platform_reload "$daemon"
  done
}

main "$@"
