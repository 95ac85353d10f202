#!/bin/bash
# Takes back the test order of the probe: test-order.sh PRODUCT-ID ORDER-ID ORDER-KEY. Systems Manager's document runs it (lib/probes).
# Prints JSON about stock and reports; any other order is left alone, and it says why.

set -euo pipefail
lib="$(cd "$(dirname "${BASH_SOURCE[0]}")/../lib" && pwd)"
# shellcheck source=host/lib/settings.sh
source "$lib/settings.sh"

main() {
  if [[ ! ${1:-} =~ ^[0-9]{1,12}$ || ! ${2:-} =~ ^[0-9]{1,12}$ || ! ${3:-} =~ ^wc_order_[A-Za-z0-9]{5,40}$ ]]; then
    echo "usage: test-order.sh PRODUCT-ID ORDER-ID ORDER-KEY: two numbers, and a key such as wc_order_AbCdEfGhIjKlM" >&2
    return 1
  fi
  read_settings
  if [[ ! -L $SERVED_DIR/current ]]; then
    echo "no release runs on this host, so there is no shop that has orders; publish one first" >&2
    return 1
  fi
  shop_php test-order "$SERVED_DIR/current" "$1" "$2" "$3"
}

main "$@"
