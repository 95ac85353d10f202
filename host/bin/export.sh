#!/bin/bash
# Writes the whole database to the offsite bucket: export.sh 20261125T010003Z, the time at which the export began.
# Systems Manager's document runs it, on one host (lib/exports). Nothing of it touches a disk: the dump streams through counting,
# gzip and checksumming into the bucket. The manifest comes last, when everything before it succeeded: without a manifest there was
# no export, and whatever fails here leaves none.
#
# STOREFORT_EXPORT_WAIT  seconds to wait for another export on this host

set -euo pipefail
lib="$(cd "$(dirname "${BASH_SOURCE[0]}")/../lib" && pwd)"
# shellcheck source=host/lib/settings.sh
source "$lib/settings.sh"
# shellcheck source=host/lib/export-stream.sh
source "$lib/export-stream.sh"
# shellcheck source=host/lib/export-database.sh
source "$lib/export-database.sh"
# shellcheck source=host/lib/export-manifest.sh
source "$lib/export-manifest.sh"

export_shop() {
  local export_id=$1 folder
  folder="exports/$STORE/g$GENERATION/$export_id"
  platform_has_uploads || { echo "the uploads are not mounted" >&2; return 1; }
  write_client_options
  look_at_database
  send dump "$folder/dump.sql.gz" "$(<"$WORK/most")" dump_database
  judge_dump
  send uploads "$folder/uploads.tsv.gz" 0 list_uploads
  make_manifest "$export_id" "$folder" >"$WORK/manifest.json"
  platform_put_export "$folder/manifest.json" 0 <"$WORK/manifest.json"
  place "$STATE_DIR/exported" 0644 root <<<"$export_id"
  jq --raw-output '"export \(.export): \(.tables | length) tables, \([.tables[].rows] | add) rows, \(.dump.bytes) bytes; " +
    "\(.uploads.files) files of uploads"' "$WORK/manifest.json"
}

# Sent twice, as a caller that got no answer does: the second finds the first one's work.
is_done() {
  [[ -s $STATE_DIR/exported && $(<"$STATE_DIR/exported") == "$1" ]]
}

check_settings() {
  local name
  for name in EXPORT_BUCKET EXPORT_REGION EXPORT_KEY; do
    [[ -n ${!name:-} ]] || { echo "$name: missing in $ROOT/etc/storefort/settings; is there an offsite copy?" >&2; return 1; }
  done
}

main() {
  local export_id=${1:-}
  if [[ ! $export_id =~ ^[0-9]{8}T[0-9]{6}Z$ ]]; then
    echo "usage: export.sh ID, which must be a time such as 20261125T010003Z, got \"$export_id\"" >&2
    return 1
  fi
  read_settings
  check_settings
  umask 077
  exec 9>"$STATE_DIR/export.lock"
  flock --wait "${STOREFORT_EXPORT_WAIT:-3600}" 9 || { echo "another export is still running" >&2; return 1; }
  if is_done "$export_id"; then
    echo "export $export_id is there already"
    return 0
  fi
  # In memory. What a run that was killed left goes first: it holds the database's password.
  rm -rf "$RUN_DIR"/export.*
  WORK="$(mktemp -d "$RUN_DIR/export.XXXXXX")"
  trap 'rm -rf "$WORK"' EXIT
  # Holds the lock with all that it starts: what outlives a run that was killed is waited for.
  export_shop "$export_id"
}

main "$@"
