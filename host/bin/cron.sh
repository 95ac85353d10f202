#!/bin/bash
# WordPress's scheduled work, started every minute. All hosts may try: a lock in the database lets one of them.

set -euo pipefail
lib="$(cd "$(dirname "${BASH_SOURCE[0]}")/../lib" && pwd)"
# shellcheck source=host/lib/settings.sh
source "$lib/settings.sh"

# Without a release there is no work.
[[ -L $SERVED_DIR/current ]] || exit 0
shop_php cron "$SERVED_DIR/current"
