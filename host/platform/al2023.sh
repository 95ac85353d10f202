#!/bin/bash
# Amazon Linux 2023: what a host of a deployed store runs on.

# shellcheck disable=SC2034 # read by bootstrap.sh
PLATFORM_NGINX_USER=nginx

platform_install() {
  # The image pins a release of the repositories; these come from that same release. rsyslog: the CloudWatch agent reads
  # files, and Amazon Linux 2023 keeps its system log in the journal alone.
  dnf install --assumeyes --quiet --setopt=install_weak_deps=False nginx openssl rsyslog amazon-cloudwatch-agent
  systemctl enable --now rsyslog
}

platform_start_nginx() {
  render "$HOST_DIR/systemd/nginx.conf" "$ROOT/etc/systemd/system/nginx.service.d/storefort.conf"
  systemctl daemon-reload
  systemctl enable --quiet nginx
  systemctl restart nginx
}

platform_start_logs() {
  local config="$ROOT/etc/storefort/cloudwatch-agent.json"
  render "$HOST_DIR/cloudwatch/agent.json" "$config"
  /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c "file:$config"
}
