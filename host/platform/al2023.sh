#!/bin/bash
# Amazon Linux 2023: what a host of a deployed store runs on.
# shellcheck disable=SC2034 # read by the scripts that source this

PLATFORM_NGINX_USER=nginx
PLATFORM_NGINX_GROUP=nginx
PLATFORM_PHP_USER=storefort
PLATFORM_PHP_GROUP=storefort
PLATFORM_PHP=/usr/bin/php
PLATFORM_PHP_FPM=/usr/sbin/php-fpm
PLATFORM_SYSTEM_CA=/etc/pki/tls/certs/ca-bundle.crt

platform_install() {
  # The image pins a release of the repositories; these come from that same release. rsyslog: the CloudWatch agent reads
  # files, and Amazon Linux 2023 keeps its system log in the journal alone.
  dnf install --assumeyes --quiet --setopt=install_weak_deps=False nginx openssl jq logrotate rsyslog \
    amazon-cloudwatch-agent amazon-efs-utils \
    php8.4-cli php8.4-fpm php8.4-mysqlnd php8.4-gd php8.4-intl php8.4-mbstring php8.4-xml php8.4-opcache php8.4-bcmath \
    php8.4-zip
  systemctl enable --now rsyslog
  # By a file, for the package's name changes with MariaDB's version. A shop without it is a shop; its export says what is missing.
  dnf install --assumeyes --quiet --setopt=install_weak_deps=False gawk /usr/bin/mariadb /usr/bin/mariadb-dump ||
    echo "mariadb-dump cannot be installed: the nightly export will fail" >&2
}

# The id that the uploads' access point gives to every file. Where a package has taken it, another does as well: the access
# point decides by its own user, whichever a host's process has.
platform_users() {
  local id=(--uid 990)
  if id "$PLATFORM_PHP_USER" >/dev/null 2>&1; then return 0; fi
  if getent passwd 990 >/dev/null || getent group 990 >/dev/null; then id=(--system); fi
  useradd "${id[@]}" --user-group --no-create-home --home-dir /nonexistent --shell /sbin/nologin "$PLATFORM_PHP_USER"
}

# Apart from the caller, which has the instance's role and perhaps a person's terminal: what is in the database decides what
# WordPress runs here, and that must come no further than from PHP-FPM (systemd/php-fpm.conf).
platform_as_php() {
  systemd-run --quiet --collect --wait --pipe --uid="$PLATFORM_PHP_USER" --gid="$PLATFORM_PHP_GROUP" \
    --property='IPAddressDeny=169.254.169.254/32 fd00:ec2::254/128' --property=NoNewPrivileges=yes \
    --property=ProtectSystem=strict --property="ReadWritePaths=$SERVED_DIR/shared -$STATE_DIR/php -$ROOT/var/log/storefort/php-error.log" \
    -- "$@"
}

aws_cli() {
  AWS_DEFAULT_REGION="$REGION" AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=5 \
    aws --cli-connect-timeout 5 --cli-read-timeout 20 "$@"
}

platform_secret() {
  aws_cli secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text
}

# Credentials of another role, as JSON. An hour is the longest for a role that takes on a role.
platform_role() {
  aws_cli sts assume-role --role-arn "$1" --role-session-name "$STORE" --duration-seconds 3600 --query Credentials \
    --output json
}

# Nothing when there is no such parameter: the store has no release yet.
platform_parameter() {
  local complaint status=0
  complaint="$(mktemp)"
  aws_cli ssm get-parameter --name "$1" --query Parameter.Value --output text 2>"$complaint" || status=1
  if ((status == 1)) && grep -q '(ParameterNotFound)' "$complaint"; then status=0; else cat "$complaint" >&2; fi
  rm -f "$complaint"
  return "$status"
}

platform_fetch_release() {
  aws_cli s3 cp --only-show-errors "s3://$RELEASE_BUCKET/releases/$1.tar.gz" "$2"
}

# Standard input becomes an object of the offsite bucket, locked by the bucket's default: platform_put_export KEY MOST_BYTES.
# An upload has 10,000 parts at most. The AWS CLI's are 8 MiB, unless it is told to expect more than fits into those; told too
# little, it would hold all of it in memory.
platform_put_export() {
  local more=()
  if (($2 > 64 * 1024 ** 3)); then more=(--expected-size "$2"); fi
  AWS_DEFAULT_REGION="$EXPORT_REGION" AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=10 \
    aws --cli-connect-timeout 10 --cli-read-timeout 60 s3 cp --only-show-errors --sse aws:kms --sse-kms-key-id "$EXPORT_KEY" \
    "${more[@]}" - "s3://$EXPORT_BUCKET/$1"
}

# One request, never an upload in parts: the host's role may do no more.
platform_put_inventory() {
  aws_cli s3api put-object --bucket "$RELEASE_BUCKET" --key "$1" --body "$2" --checksum-algorithm SHA256 >/dev/null
}

platform_instance_id() {
  local metadata=http://169.254.169.254/latest token ask=(curl --silent --fail --max-time 10 --retry 3)
  token="$("${ask[@]}" --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$metadata/api/token")"
  "${ask[@]}" --header "X-aws-ec2-metadata-token: $token" "$metadata/meta-data/instance-id"
}

platform_system_name() {
  echo amazon-linux-2023
}

platform_system_release() {
  rpm --query --queryformat '%{VERSION}\n' system-release
}

platform_packages() {
  rpm --query --all --queryformat '%{NAME}\t%{EVR}.%{ARCH}\n'
}

# As `uname --kernel-release` names it. Amazon has several lines, each a package of its own: kernel, kernel6.12.
platform_installed_kernel() {
  rpm --query --all --queryformat '%{NAME} %{VERSION}-%{RELEASE}.%{ARCH}\n' 'kernel*' |
    awk '$1 ~ /^kernel([0-9]+\.[0-9]+)?$/ { print $2 }' | sort --version-sort | tail -n 1 | grep .
}

# Releases newer than this one, oldest first; fails when Amazon's plugin cannot say. It says them on standard error, sorted as
# text, at times the running one among them, and its exit code says nothing of whether there are any. Nothing said, and ended
# well, is none. A release that cannot be read is not passed over: it may be the oldest.
# https://github.com/amazonlinux/amazon-linux-2023/issues/545 and /1062
platform_newer_releases() {
  # One that was made anew on its day has a number more: 2023.0.20230517.1.
  local own said odd status=0 version='20[0-9]{2}\.[0-9]+\.[0-9]{8}(\.[0-9]+)?'
  own="$(platform_system_release)" || return 1
  [[ $own =~ ^$version$ ]] || return 1
  said="$(LC_ALL=C timeout 120 dnf check-release-update --version-only 2>&1)" || status=$?
  said="$(sed -E 's/^[[:space:]]+|[[:space:]]+$//g; /^$/d; /^Last metadata expiration check:/d' <<<"$said")"
  odd="$(grep -E '^20[0-9]{2}\.' <<<"$said" | grep -vxE "$version" || true)"
  if [[ -n $odd ]] || { ! grep -qxE "$version" <<<"$said" && [[ $status != 0 || -n $said ]]; }; then
    echo "dnf check-release-update ended with $status: ${said:0:300}" >&2
    return 1
  fi
  { echo "$own"; grep -xE "$version" <<<"$said" || true; } | sort --version-sort --unique |
    awk -v own="$own" 'newer { print } $0 == own { newer = 1 }'
}

# Its exit code is 1 both for a reboot that is due and for what went wrong: its words must agree.
platform_reboot_needed() {
  local said status=0
  said="$(LC_ALL=C timeout 120 dnf needs-restarting --reboothint 2>&1)" || status=$?
  case "$status $said" in
    "0 "*'Reboot should not be necessary'*) echo false ;;
    "1 "*'Reboot is required'*) echo true ;;
    *)
      echo "dnf needs-restarting ended with $status: ${said:0:300}" >&2
      return 1
      ;;
  esac
}

# TLS, the role's right, and the access point, each of which the file system's policy insists on. Nothing in it runs.
# noresvport: a connection that broke comes back by another port.
platform_mount_uploads() {
  local shared="$SERVED_DIR/shared" fstab="$ROOT/etc/fstab"
  local options="_netdev,noresvport,tls,iam,accesspoint=$ACCESS_POINT,nosuid,nodev,noexec"
  mkdir -p "$shared"
  if mountpoint --quiet "$shared"; then return 0; fi
  {
    grep -v " $shared " "$fstab" || true
    echo "$FILE_SYSTEM:/ $shared efs $options 0 0"
  } | place "$fstab" 0644 root
  systemctl daemon-reload
  mount "$shared"
}

# Where the mount is missing there is an empty folder, which is no shop without uploads.
platform_has_uploads() {
  mountpoint --quiet "$SERVED_DIR/shared"
}

platform_start() {
  local name=$1
  render "$HOST_DIR/systemd/$name.conf" "$ROOT/etc/systemd/system/$name.service.d/storefort.conf"
  systemctl daemon-reload
  systemctl enable --quiet "$name"
  systemctl restart "$name"
}

# At boot the refresh comes before both, which then start with what it wrote: waiting for them would last for ever.
platform_reload() {
  if systemctl is-active --quiet "$1"; then systemctl reload "$1"; fi
}

platform_start_timers() {
  local unit
  for unit in storefort-refresh.service storefort-refresh.timer storefort-cron.service storefort-cron.timer; do
    render "$HOST_DIR/systemd/$unit" "$ROOT/etc/systemd/system/$unit"
  done
  render "$HOST_DIR/systemd/tmpfiles.conf" "$ROOT/etc/tmpfiles.d/storefort.conf"
  systemctl daemon-reload
  systemctl enable --quiet storefort-refresh.service
  systemctl enable --quiet --now storefort-refresh.timer storefort-cron.timer
}

platform_start_logs() {
  local config="$ROOT/etc/storefort/cloudwatch-agent.json"
  render "$HOST_DIR/cloudwatch/logrotate.conf" "$ROOT/etc/logrotate.d/storefort"
  render "$HOST_DIR/cloudwatch/agent.json" "$config"
  /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c "file:$config"
}
