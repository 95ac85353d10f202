#!/bin/bash
# What an export says of itself; its reader is lambdas/shared/manifest.ts. Sourced after settings.sh.

make_manifest() {
  local export_id=$1 folder=$2
  jq --null-input --compact-output \
    --arg store "$STORE" --argjson generation "$GENERATION" --arg id "$export_id" --arg folder "$folder" --arg key "$EXPORT_KEY" \
    --rawfile counts "$WORK/counts" --rawfile files "$WORK/files" \
    --rawfile dumpBytes "$WORK/dump.bytes" --rawfile dumpHash "$WORK/dump.sha256" --rawfile uploadsHash "$WORK/uploads.sha256" \
    --rawfile schema "$WORK/schema" --rawfile version "$WORK/version" --rawfile time "$WORK/time" --rawfile tool "$WORK/tool" '
    def line: rtrimstr("\n");
    def lines(kind): $counts | split("\n") | map(split("\t") | select(.[0] == kind));
    {schemaVersion: 1, store: $store, generation: $generation, export: $id,
      dump: {key: "\($folder)/dump.sql.gz", bytes: ($dumpBytes | line | tonumber), sha256: ($dumpHash | line),
        plainBytes: (lines("bytes")[0][1] | tonumber)},
      tables: (lines("table") | map({name: (.[2:] | join("\t")), rows: (.[1] | tonumber)})),
      uploads: {key: "\($folder)/uploads.tsv.gz", files: ($files | line | split("\t")[0] | tonumber),
        fileBytes: ($files | line | split("\t")[1] | tonumber), sha256: ($uploadsHash | line)},
      database: {schema: ($schema | line), version: ($version | line), time: ($time | line)},
      tool: ($tool | line), keyArn: $key}'
}
