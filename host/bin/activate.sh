#!/bin/bash
# Makes the release of this name the one that runs: activate.sh SHA256. Whatever fails leaves the running one alone.
# Shops that have no database yet are installed first, under a lock that all hosts respect.

set -euo pipefail
lib="$(cd "$(dirname "${BASH_SOURCE[0]}")/../lib" && pwd)"
# shellcheck source=host/lib/settings.sh
source "$lib/settings.sh"
# shellcheck source=host/lib/secrets.sh
source "$lib/secrets.sh"
# shellcheck source=host/lib/release.sh
source "$lib/release.sh"

activate() {
  local sha=$1
  prepare_release "$sha"
  # Its steps are processes of their own, which PHP's settings here let nobody start.
  as_php "$PLATFORM_PHP" -d disable_functions= "$HOST_DIR/wordpress/install.php" "$SERVED_DIR/releases/$sha"
  switch_release "$sha"
  write_site
  # Opcache never looks at the files again.
  platform_reload php-fpm
  forget_old_releases
  echo "release $sha runs"
}

main() {
  local sha=${1:-}
  if [[ ! $sha =~ ^[0-9a-f]{64}$ ]]; then
    echo "usage: activate.sh SHA256, which must be 64 hexadecimal digits, got \"$sha\"" >&2
    return 1
  fi
  read_settings
  umask 022
  exec 9>"$STATE_DIR/activate.lock"
  flock --wait 600 9 || { echo "another activation has been running for 10 minutes" >&2; return 1; }
  activate "$sha" 9>&-
}

main "$@"
