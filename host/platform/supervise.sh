#!/bin/bash
# In a service manager's place: supervise.sh FOLDER NAME PROGRAM ARGUMENTS… runs the program and starts it again after 1 s.
# FOLDER/NAME.supervisor.pid is this script's, FOLDER/NAME.pid.supervised the program's. TERM ends both.

# -m: each start is a process group of its own.
set -muo pipefail
folder=$1 name=$2
shift 2
child=

stop() {
  trap - TERM INT
  [[ -z $child ]] || kill -s TERM "$child" 2>/dev/null
  wait
  rm -f "$folder/$name.supervisor.pid" "$folder/$name.pid.supervised"
  exit 0
}
trap stop TERM INT

echo $$ >"$folder/$name.supervisor.pid"
while :; do
  "$@" &
  child=$!
  echo "$child" >"$folder/$name.pid.supervised"
  # Returns early when a signal comes.
  wait "$child"
  echo "$name ended with $?, starting it again" >&2
  # Workers outlive a master that was killed, and hold its port.
  kill -s KILL -- "-$child" 2>/dev/null
  sleep 1 &
  wait $!
done
