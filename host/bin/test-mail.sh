#!/bin/bash
# Sends one mail as the shop does: test-mail.sh MAIL-ID TO. Systems Manager's document runs it (lib/probes).
# Prints JSON, and ends with 0 only where the mail was taken.

set -euo pipefail
lib="$(cd "$(dirname "${BASH_SOURCE[0]}")/../lib" && pwd)"
# shellcheck source=host/lib/settings.sh
source "$lib/settings.sh"

main() {
  local mail_id=${1:-} to=${2:-}
  # The address is not repeated: who reads this reads no addresses.
  if [[ ! $mail_id =~ ^[A-Za-z0-9-]{8,64}$ || ! $to =~ ^[^[:space:]@,\;\<\>]{1,64}@[A-Za-z0-9.-]{1,255}$ ]]; then
    echo "usage: test-mail.sh MAIL-ID TO: 8 to 64 letters, digits and -, and one address" >&2
    return 1
  fi
  read_settings
  if [[ ! -L $SERVED_DIR/current ]]; then
    echo "no release runs on this host, so there is no shop that sends mail; publish one first" >&2
    return 1
  fi
  shop_php test-mail "$SERVED_DIR/current" "$mail_id" "$to"
}

main "$@"
