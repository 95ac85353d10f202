#!/bin/bash
# Configuration files from templates: what stands between at signs is filled in. Sourced after settings.sh.

# Sets the array `filling` of the calling function.
placeholders() {
  filling=(
    "ROOT=$ROOT" "HOST_DIR=$HOST_DIR" "PORT=$PORT"
    "NGINX_USER=$PLATFORM_NGINX_USER" "NGINX_GROUP=$PLATFORM_NGINX_GROUP"
    "PHP_USER=$PLATFORM_PHP_USER" "PHP_GROUP=$PLATFORM_PHP_GROUP" "PHP_FPM=$PLATFORM_PHP_FPM"
    "SYSTEM_CA=$PLATFORM_SYSTEM_CA" "DATABASE_CA=$ROOT/etc/storefort/database-ca.pem"
    "STORE=$STORE" "GENERATION=$GENERATION" "SHOP_HOST=$SHOP_HOST" "STAFF_HOST=$STAFF_HOST"
    # With the port, where the address has one.
    "SHOP_AUTHORITY=${SHOP_URL#https://}" "STAFF_AUTHORITY=${STAFF_URL#https://}"
    "PHP_CHILDREN=$(php_children)"
  )
}

# How many requests PHP works on at once. WordPress with WooCommerce takes about 80 MiB a process beyond what all share; 640 MiB
# are left to the system, nginx, opcache and the agents.
php_children() {
  local total_mib children
  total_mib="$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)"
  children=$(((total_mib - 640) / 80))
  children=$((children < 4 ? 4 : children > 80 ? 80 : children))
  echo "${STOREFORT_PHP_CHILDREN:-$children}"
}

# Fills in a template and puts it in place by rename.
render() {
  local from=$1 to=$2 filling=() expressions=() pair
  placeholders
  for pair in "${filling[@]}"; do
    expressions+=(-e "s|@${pair%%=*}@|${pair#*=}|g")
  done
  mkdir -p "$(dirname "$to")"
  sed "${expressions[@]}" "$from" >"$to.new"
  if grep -n '@[A-Z_]*@' "$to.new" >&2; then
    echo "$from has a placeholder that nothing fills in" >&2
    return 1
  fi
  chmod 0644 "$to.new"
  mv -f "$to.new" "$to"
}
