import { Duration, Stack } from 'aws-cdk-lib';
import { ArnPrincipal, type IRole, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';

export interface MailRoleProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation' | 'mail'>;
  /** Takes it on. Named by the trust policy, it needs no permission of its own: both are of one account. */
  readonly hosts: IRole;
}

/**
 * What the shop's PHP may do at AWS: send mail as the one sender. Root on the host takes the role on and hands PHP its
 * credentials, which end after an hour; PHP cannot reach the instance's own, which read the store's secrets.
 * SES asks for permission on the identity and on the configuration set that is the identity's default.
 */
export class MailRole extends Role {
  constructor(scope: Construct, id: string, { store, hosts }: MailRoleProps) {
    const ses = (resource: string, resourceName: string): string =>
      Stack.of(scope).formatArn({ service: 'ses', resource, resourceName });
    const { from } = store.mail;
    const policy = new ManagedPolicy(scope, `${id}Policy`, {
      description: `Mail of ${store.name}.`,
      statements: [
        new PolicyStatement({
          sid: 'SendMail',
          actions: ['ses:SendEmail', 'ses:SendRawEmail'],
          resources: [
            ses('identity', from.slice(from.lastIndexOf('@') + 1)),
            ses('configuration-set', namesOf(store).mailConfigurationSet),
          ],
          conditions: { StringEquals: { 'ses:FromAddress': from } },
        }),
      ],
    });
    super(scope, id, {
      assumedBy: new ArnPrincipal(hosts.roleArn),
      description: `Mail of ${store.name}, for its hosts.`,
      managedPolicies: [policy],
      maxSessionDuration: Duration.hours(1),
    });
  }
}
