#!/bin/bash
# The database and the uploads, as streams. Sourced after settings.sh; WORK is a folder in memory.

# Credentials come by file, never as arguments: those anyone can list.
write_client_options() {
  jq --raw-output --arg ca "$ROOT/etc/storefort/database-ca.pem" '
    def quoted: if test("[\n\r]") then error("a line break") else "\"" + gsub("(?<c>[\"\\\\])"; "\\" + .c) + "\"" end;
    "[client]", "protocol=tcp", "host=\(.host | quoted)", "port=\(.port)", "user=\(.username | quoted)",
    "password=\(.password | quoted)", "ssl-ca=\($ca | quoted)", "ssl-verify-server-cert", "default-character-set=utf8mb4"' \
    <"$RUN_DIR/database.json" >"$WORK/client.cnf"
  jq --raw-output .dbname <"$RUN_DIR/database.json" >"$WORK/schema"
}

ask() {
  mariadb --defaults-file="$WORK/client.cnf" --batch --raw --skip-column-names --execute "$1" "$(<"$WORK/schema")"
}

# What the dump is held against.
look_at_database() {
  mariadb-dump --version | head -n 1 >"$WORK/tool"
  ask "SELECT table_name FROM information_schema.tables
    WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name" >"$WORK/tables.before"
  if [[ ! -s $WORK/tables.before ]]; then
    echo "the database has no tables: is the shop installed?" >&2
    return 1
  fi
  # An estimate that is old at times, of more than the dump will take once compressed.
  ask "SELECT CAST(COALESCE(SUM(data_length + index_length), 0) AS UNSIGNED) FROM information_schema.tables
    WHERE table_schema = DATABASE()" >"$WORK/most"
  ask 'SELECT VERSION()' >"$WORK/version"
  ask "SELECT DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%fZ')" >"$WORK/time"
}

# As of one moment, and locking nobody out. The last line names the host's time, which is compared with other clocks: in UTC. What the shop's user may not read (triggers, which it may not make) fails loudly.
dump_database() {
  local counting status=0
  mkfifo "$WORK/plain"
  LC_ALL=C gawk -f "$HOST_DIR/lib/count-rows.awk" <"$WORK/plain" >"$WORK/counts" &
  counting=$!
  TZ=UTC mariadb-dump --defaults-file="$WORK/client.cnf" --single-transaction --quick --skip-lock-tables --hex-blob --routines \
    --triggers --no-tablespaces --default-character-set=utf8mb4 "$(<"$WORK/schema")" | tee "$WORK/plain" || status=$?
  wait "$counting" || status=$?
  return "$status"
}

# A dump ends with a line that says so. Without it, it is the beginning of one, whatever its program's exit code.
judge_dump() {
  local missing
  if ! grep -qx complete "$WORK/counts"; then
    echo "the dump does not end as a whole one does" >&2
    return 1
  fi
  missing="$(grep '^table' "$WORK/counts" | cut -f 3- | LC_ALL=C sort | LC_ALL=C comm -13 - <(LC_ALL=C sort "$WORK/tables.before"))"
  if [[ -n $missing ]]; then
    printf 'the dump lacks the table %s\n' "$missing" >&2
    return 1
  fi
  if ! grep -q $'^table\t[1-9]' "$WORK/counts"; then
    echo "the dump has no rows" >&2
    return 1
  fi
}

# One line a file: bytes, seconds since 1970, path. Names are the shop's choice: what would break a line is escaped.
list_uploads() {
  find "$SERVED_DIR/shared" -ignore_readdir_race -type f -printf '%s\t%Ts\t%P\0' |
    LC_ALL=C gawk -v totals="$WORK/files" -f "$HOST_DIR/lib/list-files.awk"
}
