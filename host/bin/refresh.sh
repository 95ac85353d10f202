#!/bin/bash
# Brings the host up to date, every minute: credentials after a rotation, and the release that the store's parameter names.
# What fails leaves everything as it is, does not keep the rest from being tried, and makes this end with 1.
#
#   refresh.sh           all of it
#   refresh.sh secrets   without the release
# STOREFORT_SECRET_MAX_AGE  seconds for which salts, door and mail secrets, which change by deploys only, are not read again

set -euo pipefail
lib="$(cd "$(dirname "${BASH_SOURCE[0]}")/../lib" && pwd)"
# shellcheck source=host/lib/settings.sh
source "$lib/settings.sh"
# shellcheck source=host/lib/secrets.sh
source "$lib/secrets.sh"
# shellcheck source=host/lib/release.sh
source "$lib/release.sh"

failed=()

# Not as a condition: bash would go on after failures within.
attempt() {
  local status
  set +e
  (
    set -e
    "$@"
  )
  status=$?
  set -e
  ((status == 0)) || failed+=("$*")
}

is_recent() {
  local age=${STOREFORT_SECRET_MAX_AGE:-0}
  ((age > 0)) && [[ -s $RUN_DIR/$1 && -n $(find "$RUN_DIR/$1" -newermt "-$age seconds") ]]
}

refresh_secrets() {
  attempt write_site
  attempt refresh_database
  if ! is_recent salts.json; then
    attempt refresh_salts
    attempt refresh_mail
    attempt refresh_doors
  fi
}

refresh_release() {
  local sha
  sha="$(platform_parameter "$RELEASE_PARAMETER")"
  if [[ -z $sha || $sha == "$(running_release)" ]]; then return 0; fi
  bash "$HOST_DIR/bin/activate.sh" "$sha" 8>&-
}

main() {
  read_settings
  exec 8>"$STATE_DIR/refresh.lock"
  flock --wait 50 8 || { echo "another refresh is still running" >&2; return 1; }
  refresh_secrets
  if [[ ${1:-} != secrets ]]; then attempt refresh_release; fi
  if ((${#failed[@]} > 0)); then
    printf 'failed: %s\n' "${failed[@]}" >&2
    return 1
  fi
}

main "$@"
