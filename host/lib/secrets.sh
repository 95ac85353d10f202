#!/bin/bash
# What the host keeps in memory below /run/storefort: root fetches it, PHP's user reads it. Sourced after settings.sh.
# Each function either puts a whole new file in place or leaves the old one, and fails. None prints a secret.

# For PHP-FPM's user. Values come by standard input, never as arguments: those anyone can list.
place_for_php() {
  place "$RUN_DIR/$1" 0640 "$PLATFORM_PHP_GROUP"
}

# Two users take turns: after a rotation the one that PHP still holds stays valid until the next, a month later.
refresh_database() {
  local secret json
  secret="$(platform_secret "$DATABASE_SECRET")"
  json="$(jq --compact-output '{host, port: ((.port // 3306) | tonumber), dbname, username, password}
    | if all(.host, .dbname, .username, .password; type == "string" and length > 0) then .
      else error("needs host, dbname, username and password") end' <<<"$secret")" ||
    { echo "the database's secret $DATABASE_SECRET cannot be used" >&2; return 1; }
  place_for_php database.json <<<"$json"
}

refresh_salts() {
  local secret json
  secret="$(platform_secret "$SALTS_SECRET")"
  json="$("$PLATFORM_PHP" -n "$HOST_DIR/lib/derive-salts.php" <<<"$secret")" ||
    { echo "the seed of the salts, $SALTS_SECRET, cannot be used" >&2; return 1; }
  place_for_php salts.json <<<"$json"
}

# What PHP sends mail with: a user of the relay, or a role that can do nothing else, for an hour. The instance's own role reads
# all of these secrets, so PHP is kept from it (systemd/php-fpm.conf).
refresh_mail() {
  case $MAIL_VIA in
    smtp) place_mail platform_secret "$MAIL_SECRET" '{username, password}' ;;
    ses) place_mail platform_role "$MAIL_ROLE" \
      '{accessKeyId: .AccessKeyId, secretAccessKey: .SecretAccessKey, sessionToken: .SessionToken}' ;;
    *) rm -f "$RUN_DIR/mail.json" ;;
  esac
}

place_mail() {
  local fetch=$1 from=$2 shape=$3 answer json
  answer="$("$fetch" "$from")"
  json="$(jq --compact-output "$shape"' | if all(.[]; type == "string" and length > 0) then . else error("lacks a part") end' \
    <<<"$answer")" || { echo "$from is nothing to send mail with" >&2; return 1; }
  place_for_php mail.json <<<"$json"
}

# A door's secret is a plain string, in the preview one in JSON's quotation marks; letters and digits only, so that it can
# stand in nginx's configuration.
door_secret() {
  local secret
  secret="$(platform_secret "$1")"
  [[ $secret == '"'*'"' ]] && secret="${secret:1:-1}"
  [[ $secret =~ ^[A-Za-z0-9]{32,128}$ ]] ||
    { echo "the door secret $1 must be 32 to 128 letters and digits" >&2; return 1; }
  echo "$secret"
}

# The shop's calls to itself come with no distribution's header. They have one of their own, made at boot: it opens the shop
# door only, so that a forged request of the server's (SSRF) never stands at the staff door, and PHP learns no door's secret.
loopback_key() {
  local file="$RUN_DIR/loopback.key"
  [[ -s $file ]] || openssl rand -hex 24 | place "$file" 0600 root
  cat "$file"
}

# nginx reads the map as root, when it starts and when it is told to.
refresh_doors() {
  local shop staff loopback map json
  shop="$(door_secret "$SHOP_DOOR_SECRET")"
  staff="$(door_secret "$STAFF_DOOR_SECRET")"
  loopback="$(loopback_key)"
  map="$(printf '"%s|%s" %s;\n' "$SHOP_HOST" "$shop" shop "$SHOP_HOST" "$loopback" shop "$STAFF_HOST" "$staff" staff)"
  json="$(jq --null-input --compact-output --rawfile door "$RUN_DIR/loopback.key" \
    --arg certificate "$ROOT/etc/storefort/loopback.pem" '{door: ($door | rtrimstr("\n")), certificate: $certificate}')"
  place_for_php loopback.json <<<"$json"
  if [[ -e $RUN_DIR/doors.map && $(<"$RUN_DIR/doors.map") == "$map" ]]; then return 0; fi
  place "$RUN_DIR/doors.map" 0600 root <<<"$map"
  platform_reload nginx
}

# No secret: what PHP needs to know of the settings.
write_site() {
  local release=none json
  [[ -L $SERVED_DIR/current ]] && release="$(basename "$(readlink "$SERVED_DIR/current")")"
  json="$(jq --null-input --compact-output --arg store "$STORE" --arg shopUrl "$SHOP_URL" --arg staffUrl "$STAFF_URL" \
    --arg shopHost "$SHOP_HOST" --arg staffHost "$STAFF_HOST" --arg locale "$LOCALE" --arg timeZone "$TIME_ZONE" \
    --arg via "$MAIL_VIA" --arg from "$MAIL_FROM" --arg host "${MAIL_HOST:-}" --arg region "$REGION" \
    --arg release "$release" --arg uploads "$SERVED_DIR/shared/uploads" --arg mailDir "${PREVIEW_MAIL_DIR:-}" \
    '{store: $store, shopUrl: $shopUrl, staffUrl: $staffUrl, shopHost: $shopHost, staffHost: $staffHost, locale: $locale,
      timeZone: $timeZone, mail: ({via: $via, from: $from} + if $host == "" then {} else {host: $host} end),
      region: $region, release: $release, uploads: $uploads}
      + if $mailDir == "" then {} else {previewMailDir: $mailDir} end')"
  place_for_php site.json <<<"$json"
}
