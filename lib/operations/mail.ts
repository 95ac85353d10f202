import type { ITopic } from 'aws-cdk-lib/aws-sns';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  Identity,
  MailFromBehaviorOnMxFailure,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { MailAlarms } from './mail-alarms';
import { MailRecords } from './mail-records';

export interface MailProps {
  /** With `mail.via: ses`. */
  readonly store: StoreConfig;
  readonly topic: ITopic;
}

/**
 * The shop's mail is signed for its own domain (DKIM, 2,048 bits), returns to a subdomain of it (MAIL FROM), travels by TLS or
 * not at all, and never goes to an address again that bounced or complained. Bounces and complaints have alarms, since SES pauses
 * an account whose rates are high.
 * What it leaves open: a new account is in the SES sandbox, and asking to leave it is done by hand. The identity is not kept when
 * its stack goes: it is named after the domain, and a kept one would be in the way of the next.
 * https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
 */
export class Mail extends Construct {
  constructor(scope: Construct, id: string, { store, topic }: MailProps) {
    super(scope, id);
    const domain = store.mail.from.slice(store.mail.from.lastIndexOf('@') + 1);
    const mailFrom = `bounce.${domain}`;
    const configurationSet = new ConfigurationSet(this, 'Sending', {
      // Hosts may send with this one only, and are made before it.
      configurationSetName: namesOf(store).mailConfigurationSet,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      configurationSet,
      dkimSigning: true,
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
      feedbackForwarding: true,
      mailFromDomain: mailFrom,
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.REJECT_MESSAGE,
    });
    new MailRecords(this, 'Records', { store, domain, mailFrom, dkim: identity.dkimRecords });
    new MailAlarms(this, 'Alarms', { configurationSetName: configurationSet.configurationSetName, topic });
  }
}
