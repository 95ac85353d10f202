#!/bin/bash
# Writes down what this host runs, and prints where: inventory.sh ID. Systems Manager's document runs it (lib/patches).
# The reader of both is lambdas/shared/inventory.ts. Nothing of the shop's plugins is executed for it; checksums are taken at the
# lowest priority. Whatever fails leaves no receipt.

set -euo pipefail
lib="$(cd "$(dirname "${BASH_SOURCE[0]}")/../lib" && pwd)"
# shellcheck source=host/lib/settings.sh
source "$lib/settings.sh"
# shellcheck source=host/lib/inventory.sh
source "$lib/inventory.sh"

take_inventory() {
  local inventory_id=$1 instance key
  instance="$(platform_instance_id)"
  if [[ ! $instance =~ ^[a-z0-9-]{1,40}$ ]]; then
    echo "this host does not know its own id, got \"$instance\"" >&2
    return 1
  fi
  describe_system >"$WORK/system.json"
  describe_shop >"$WORK/shop.json"
  make_inventory "$instance" | gzip --no-name >"$WORK/inventory.json.gz"
  key="inventories/$instance/$inventory_id.json.gz"
  platform_put_inventory "$key" "$WORK/inventory.json.gz"
  make_receipt "$key" "$WORK/inventory.json.gz"
}

main() {
  local inventory_id=${1:-}
  if [[ ! $inventory_id =~ ^[a-z0-9-]{1,40}$ ]]; then
    echo "usage: inventory.sh ID, which must be 1 to 40 of a-z, 0-9 and -, got \"$inventory_id\"" >&2
    return 1
  fi
  read_settings
  umask 077
  exec 9>"$STATE_DIR/inventory.lock"
  flock --wait "${STOREFORT_INVENTORY_WAIT:-300}" 9 || { echo "another inventory is still being taken" >&2; return 1; }
  rm -rf "$RUN_DIR"/inventory.*
  WORK="$(mktemp -d "$RUN_DIR/inventory.XXXXXX")"
  trap 'rm -rf "$WORK"' EXIT
  take_inventory "$inventory_id"
}

main "$@"
