#!/bin/bash
# Streams into the offsite bucket. Sourced after settings.sh; WORK is a folder in memory.

# Sends what a function prints, compressed, as one object:
#   send NAME KEY MOST_BYTES FUNCTION
# and writes down what was sent: WORK/NAME.sha256 and WORK/NAME.bytes.
# An upload takes the end of its input for the end of the object. Here it comes only after the function has succeeded: until then
# this script holds the pipe open, and kills the upload when something failed, so that half a dump is no object at all. It takes no
# gentler signal while it waits for input; the parts that it has sent end by the bucket's lifecycle.
send() {
  local name=$1 key=$2 most=$3 status=0 hashing counting uploading
  shift 3
  mkfifo "$WORK/$name.hashed" "$WORK/$name.counted" "$WORK/$name.sent"
  sha256sum <"$WORK/$name.hashed" | cut -c 1-64 >"$WORK/$name.sha256" &
  hashing=$!
  wc --bytes <"$WORK/$name.counted" >"$WORK/$name.bytes" &
  counting=$!
  # A process group of its own, which can be killed whole.
  set -m
  platform_put_export "$key" "$most" <"$WORK/$name.sent" &
  uploading=$!
  set +m
  exec 7>"$WORK/$name.sent"
  compress "$name" "$@" || status=$?
  if ((status != 0)); then
    echo "$name: what was to be sent failed with $status" >&2
    kill -s KILL -- "-$uploading" 2>/dev/null || true
  fi
  exec 7>&-
  wait "$uploading" 2>/dev/null || status=$?
  wait "$hashing" || status=$?
  wait "$counting" || status=$?
  if ((status != 0)); then echo "$name was not sent" >&2; fi
  return "$status"
}

# What runs here runs without `set -e`: the caller asks for its exit code. A function that it is given must say how it ended.
compress() {
  local name=$1
  shift
  "$@" | gzip --no-name | tee "$WORK/$name.hashed" "$WORK/$name.counted" >&7
}
