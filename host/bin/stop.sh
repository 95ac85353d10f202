#!/bin/bash
# Ends the daemons that platform/supervise.sh keeps: in the preview and in tests, where no service manager does.

set -euo pipefail
run="${STOREFORT_ROOT:?names the folder of the host that is to be stopped}/run"

# One that has ended but that nobody has asked for its exit code yet does not count.
runs() {
  [[ "$(ps -o stat= -p "$1" || true)" == [^Z]* ]]
}

for name in nginx php-fpm; do
  file="$run/$name.supervisor.pid"
  [[ -s $file ]] || continue
  pid="$(<"$file")"
  kill -s TERM "$pid" 2>/dev/null || continue
  for _ in {1..100}; do
    runs "$pid" || continue 2
    sleep 0.1
  done
  # The daemon shares its supervisor's session, and nobody else does.
  pkill -KILL -s "$pid" || true
done
