#!/bin/bash
# Whether the host answers, and whether the load balancer has seen that. Sourced after settings.sh.

# By a host name that is neither door's: in the preview 127.0.0.1 is one.
ask_healthz() {
  curl --silent --insecure --max-time 5 --header 'Host: localhost' "$@" "https://127.0.0.1:$PORT/healthz" || true
}

healthz_status() {
  ask_healthz --output /dev/null --write-out '%{http_code}'
}

check_healthz() {
  local status=none
  for _ in {1..100}; do
    status="$(healthz_status)"
    [[ $status == 200 ]] && return 0
    sleep 0.3
  done
  echo "https://127.0.0.1:$PORT/healthz must answer 200, got $status" >&2
  ask_healthz >&2
  return 1
}

# The most health checks that any one node of the load balancer got a 200 for.
health_checks_seen() {
  # Split at quotation marks, the eighth field is the address: see log_format in nginx.conf.
  awk -F '"' '/"agent":"ELB-HealthChecker\/2\.0"/ && /"status":200,/ { n[$8]++; if (n[$8] > most) most = n[$8] }
    END { print most + 0 }' "$ROOT/var/log/nginx/access.log"
}

# A rolling update ends the old host as soon as this one says that it is ready: before the load balancer has seen it healthy,
# a store with one host would serve nobody.
await_load_balancer() {
  local seen=0
  for _ in {1..120}; do
    seen="$(health_checks_seen)"
    ((seen >= HEALTH_CHECKS)) && return 0
    sleep 5
  done
  echo "the load balancer must have checked this host $HEALTH_CHECKS times within 10 minutes, got $seen" >&2
  return 1
}
