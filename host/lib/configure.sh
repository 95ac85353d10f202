#!/bin/bash
# Folders, nginx and PHP of the host. Sourced after settings.sh and render.sh.

# The load balancer encrypts to its targets and does not check their certificates, so each host makes its own at boot and no
# private key is ever stored or sent. WordPress, calling itself, does check: hence both host names.
# A host lives 30 days at most; 45 days left are enough to keep what is there.
write_certificate() {
  local dir="$NGINX_DIR/tls"
  if openssl x509 -in "$dir/host.crt" -noout -checkend $((45 * 86400)) >/dev/null 2>&1 && [[ -s $dir/host.key ]]; then
    place "$ROOT/etc/storefort/loopback.pem" 0644 root <"$dir/host.crt"
    return 0
  fi
  install -d -m 0700 "$dir"
  (
    umask 077
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -days 90 -subj "/CN=storefort-host" \
      -addext "subjectAltName=$(subject_name "$SHOP_HOST"),$(subject_name "$STAFF_HOST")" \
      -keyout "$dir/host.key.new" -out "$dir/host.crt.new" 2>/dev/null
  )
  mv -f "$dir/host.key.new" "$dir/host.key"
  mv -f "$dir/host.crt.new" "$dir/host.crt"
  place "$ROOT/etc/storefort/loopback.pem" 0644 root <"$dir/host.crt"
}

subject_name() {
  if [[ $1 =~ ^[0-9.]+$ ]]; then echo "IP:$1"; else echo "DNS:$1"; fi
}

# What the shop calls by its own names stays on the host: the edge would count it as a visitor, and the staff door refuse it.
write_hosts() {
  local file="$ROOT/etc/hosts" kept=''
  [[ -e $file ]] && kept="$(grep -v '# storefort$' "$file" || true)"
  {
    [[ -z $kept ]] || printf '%s\n' "$kept"
    echo "127.0.0.1 $SHOP_HOST $STAFF_HOST # storefort"
  } | place "$file" 0644 root
}

# Only PHP-FPM's user reads the secrets below /run/storefort: nginx's is not in its group.
make_folders() {
  local php=() nginx=() log="$ROOT/var/log/storefort/php-error.log"
  if is_root; then
    php=(-o "$PLATFORM_PHP_USER" -g "$PLATFORM_PHP_GROUP")
    nginx=(-o "$PLATFORM_NGINX_USER" -g "$PLATFORM_NGINX_GROUP")
  fi
  install -d -m 0755 "$ROOT/run" "$ROOT/etc/storefort" "$PHP_DIR/conf.d" "$STATE_DIR" "$SERVED_DIR" "$SERVED_DIR/releases" \
    "$ROOT/var/lib/nginx"
  install -d -m 0711 "$RUN_DIR" "$ROOT/var/log/storefort"
  install -d -m 0750 "$ROOT/var/log/nginx"
  install -d -m 0700 "${nginx[@]}" "$RUN_DIR/pages"
  # Root's folder, in which PHP's user can put no link in the place of its own two: root follows one as it gives them away.
  install -d -m 0711 "$STATE_DIR/php"
  install -d -m 0700 "${php[@]}" "$STATE_DIR/php/tmp" "$STATE_DIR/php/sessions"
  # PHP's workers open their log by name, in a folder where they can make no file.
  touch "$log"
  chmod 0640 "$log"
  if is_root; then chown "$PLATFORM_PHP_USER:$PLATFORM_PHP_GROUP" "$log"; fi
}

write_nginx() {
  local template
  for template in "$HOST_DIR"/nginx/*.conf "$HOST_DIR"/nginx/storefort/*.conf; do
    [[ -e $template ]] || continue
    render "$template" "$NGINX_DIR/${template#"$HOST_DIR/nginx/"}"
  done
  nginx -t -q -e "$ROOT/var/log/nginx/error.log" -c "$NGINX_DIR/nginx.conf"
}

# PHP reads the file anew for each connection to the database, that is for each page: the authorities of all regions take it 15 ms
# of work, a third of a page; one region's less than one. A region that the bundle does not know by name gets all.
database_authorities() {
  local all="$HOST_DIR/generated/database-ca.pem" own
  own="$(openssl crl2pkcs7 -nocrl -certfile "$all" | openssl pkcs7 -print_certs | awk -v name="Amazon RDS $REGION " '
    /^subject=/ { wanted = index($0, name) }
    /^-----BEGIN/ { inside = wanted }
    inside { print }
    /^-----END/ { inside = 0 }')"
  if [[ -n $own ]]; then echo "$own"; else cat "$all"; fi
}

write_php() {
  # What a database's certificate is checked by. The preview puts its own there first.
  [[ -s $ROOT/etc/storefort/database-ca.pem ]] ||
    database_authorities | place "$ROOT/etc/storefort/database-ca.pem" 0644 root
  render "$HOST_DIR/php/php.ini" "$PHP_DIR/conf.d/storefort.ini"
  render "$HOST_DIR/php/php-fpm.conf" "$PHP_DIR/php-fpm.conf"
  PHP_INI_SCAN_DIR=":$PHP_DIR/conf.d" "$PLATFORM_PHP_FPM" -t -y "$PHP_DIR/php-fpm.conf"
}
