import { CommandError } from './exit-codes';

const signIn: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'no AWS credentials were found; sign in (aws sso login), or set AWS_PROFILE',
  ExpiredToken: 'the AWS credentials have expired; sign in again (aws sso login)',
  ExpiredTokenException: 'the AWS credentials have expired; sign in again (aws sso login)',
};

/**
 * What AWS refused, for a person.
 * @param what could not be done, such as `the hosts of acme could not be listed`
 * @param needs the permission it takes, such as `autoscaling:DescribeAutoScalingGroups`
 */
export function awsRefusal(cause: unknown, what: string, needs: string): CommandError {
  const name = cause instanceof Error ? cause.name : '';
  const message = cause instanceof Error ? cause.message : String(cause);
  const remedy = /^AccessDenied/.test(name)
    ? `${what}: these AWS credentials may not; they need ${needs}`
    : signIn[name];
  return new CommandError(remedy ?? `${what}: ${message}`, 1, { cause });
}
