import { UserData } from 'aws-cdk-lib/aws-ec2';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

export interface HostUserDataProps {
  readonly stack: { readonly stackName: string; readonly region: string };
  /** Logical id of the Auto Scaling group whose creation or update waits for this host. */
  readonly fleetLogicalId: string;
  readonly bundle: { readonly bucket: IBucket; readonly objectKey: string; readonly sha256: string };
  /** Contents of `/etc/storefort/settings`, see `hostSettings`. */
  readonly settings: string;
}

/**
 * What an instance does first: fetches the host bundle, refuses it unless its hash is the one written here, runs its bootstrap,
 * and tells CloudFormation how that went. Holds names and numbers, never a secret: user data can be read by anyone who may
 * describe the instance.
 */
export function hostUserData(props: HostUserDataProps): UserData {
  return UserData.custom(`#!/bin/bash
set -euo pipefail
export AWS_DEFAULT_REGION=${props.stack.region} AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=8
mkdir -p -m 0750 /var/log/storefort
exec >>/var/log/storefort/bootstrap.log 2>&1

finish() {
  local status=SUCCESS token instance
  [[ $1 == 0 ]] || status=FAILURE
  echo "bootstrap ended with $1"
  token="$(curl --silent --fail --retry 5 --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token)"
  instance="$(curl --silent --fail --retry 5 --header "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id)"
  # Hosts that start later than the deploy have nobody waiting for them.
  aws cloudformation signal-resource --stack-name ${props.stack.stackName} --logical-resource-id ${props.fleetLogicalId} \\
    --unique-id "$instance" --status "$status" || echo "no stack operation took the signal $status"
}
trap 'finish $?' EXIT

umask 077
work="$(mktemp -d)"
aws s3 cp --only-show-errors s3://${props.bundle.bucket.bucketName}/${props.bundle.objectKey} "$work/host.tar.gz"
echo "${props.bundle.sha256}  $work/host.tar.gz" | sha256sum --check --strict --status
# PHP's user reads the bundle and its settings: they hold no secret.
umask 022
rm -rf /opt/storefort/host
mkdir -p /opt/storefort/host /etc/storefort
tar --extract --gzip --no-same-owner --file "$work/host.tar.gz" --directory /opt/storefort/host
rm -r "$work"
cat >/etc/storefort/settings <<'SETTINGS'
${props.settings}SETTINGS
bash /opt/storefort/host/bootstrap.sh
`);
}
