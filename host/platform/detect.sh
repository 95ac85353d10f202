#!/bin/bash
# Prints which file of this folder fits the machine.
set -euo pipefail
# shellcheck source=/dev/null
source "${STOREFORT_OS_RELEASE:-/etc/os-release}"
case "$ID:${VERSION_ID:-}" in
  amzn:2023*) echo al2023 ;;
  debian:* | ubuntu:*) echo debian ;;
  *)
    echo "Storefort runs on Amazon Linux 2023, got $ID ${VERSION_ID:-}" >&2
    exit 1
    ;;
esac
