import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { probeCustomer } from '../../lambdas/probe-shop/contract';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { HostDocument } from '../hardened/host-document';

export interface ProbeDocumentsProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation' | 'mail' | 'notify'>;
}

const timeout = Duration.minutes(2);

/**
 * What the probe may have a host do: send one mail, whose address is not the probe's to choose, and cancel one order, of which it
 * must know number, product and key.
 */
export class ProbeDocuments extends Construct {
  readonly mail: string;
  readonly order: string;

  constructor(scope: Construct, id: string, { store }: ProbeDocumentsProps) {
    super(scope, id);
    const { testMailDocument, testOrderDocument } = namesOf(store);
    this.mail = testMailDocument;
    this.order = testOrderDocument;
    new HostDocument(this, 'Mail', {
      name: testMailDocument,
      description: `Sends a test mail from the shop ${store.name}.`,
      parameters: {
        MailId: { description: 'What the mail is found again by.', allowedPattern: '^[A-Za-z0-9-]{8,64}$' },
      },
      step: 'sendTestMail',
      command: `test-mail.sh {{ MailId }} ${quoted(recipientOf(store))}`,
      timeout,
    });
    new HostDocument(this, 'Order', {
      name: testOrderDocument,
      description: `Cancels a test order of the shop ${store.name}.`,
      parameters: {
        ProductId: { description: 'The only product of the order.', allowedPattern: '^[0-9]{1,12}$' },
        OrderId: { description: 'The order.', allowedPattern: '^[0-9]{1,12}$' },
        OrderKey: {
          description: 'What the shop told whoever placed it, such as wc_order_AbCdEf.',
          allowedPattern: '^wc_order_[A-Za-z0-9]{5,40}$',
        },
      },
      step: 'cancelTestOrder',
      command: 'test-order.sh {{ ProductId }} {{ OrderId }} {{ OrderKey }}',
      timeout,
    });
  }
}

/** SES has a mailbox that takes every mail and bothers nobody; a relay knows none such, so the owner gets one a day. */
function recipientOf({ mail, notify }: ProbeDocumentsProps['store']): string {
  return mail.via === 'ses' ? probeCustomer : (notify.emails[0] ?? probeCustomer);
}

/** One word to a shell, whatever is in it: addresses may hold an apostrophe. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
