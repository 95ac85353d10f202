#!/bin/bash
# Debian and Ubuntu: where the same files are tried out without AWS. No service manager is needed, and logs stay in files.

# shellcheck disable=SC2034 # read by bootstrap.sh
PLATFORM_NGINX_USER=www-data

platform_install() {
  local missing=() program
  for program in nginx openssl curl; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  ((${#missing[@]} == 0)) || DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet "${missing[@]}"
}

platform_start_nginx() {
  local pid_file="$ROOT/run/nginx.pid"
  if [[ -s $pid_file ]] && kill -0 "$(<"$pid_file")" 2>/dev/null; then
    nginx -q -c "$NGINX_DIR/nginx.conf" -s reload
  else
    nginx -q -c "$NGINX_DIR/nginx.conf"
  fi
}

platform_start_logs() {
  :
}
