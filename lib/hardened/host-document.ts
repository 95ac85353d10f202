import type { Duration } from 'aws-cdk-lib';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';

/** A value that whoever sends the document chooses, within the pattern. */
export interface HostDocumentParameter {
  readonly description: string;
  /** Anchored at both ends: what does not match never reaches a shell. */
  readonly allowedPattern: string;
}

export interface HostDocumentProps {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, HostDocumentParameter>>;
  /** Name of the step, for who reads the history of commands. */
  readonly step: string;
  /** A script below `host/bin` and what it is given; `{{ Name }}` stands for a parameter. */
  readonly command: string;
  /** When Systems Manager ends it. */
  readonly timeout: Duration;
}

/**
 * One command line that may be run on a host by whoever may send this document, with values of its parameters' patterns and nothing
 * else. AWS's own AWS-RunShellScript would run anything, and end after an hour. Shoppers come first: the command yields processor and
 * disk.
 */
export class HostDocument extends CfnDocument {
  constructor(scope: Construct, id: string, props: HostDocumentProps) {
    super(scope, id, {
      name: props.name,
      documentType: 'Command',
      documentFormat: 'JSON',
      targetType: '/AWS::EC2::Instance',
      // A named document cannot be replaced.
      updateMethod: 'NewVersion',
      content: {
        schemaVersion: '2.2',
        description: props.description,
        parameters: Object.fromEntries(
          Object.entries(props.parameters).map(([name, parameter]) => [name, { type: 'String', ...parameter }]),
        ),
        mainSteps: [
          {
            action: 'aws:runShellScript',
            name: props.step,
            precondition: { StringEquals: ['platformType', 'Linux'] },
            inputs: {
              timeoutSeconds: String(props.timeout.toSeconds()),
              runCommand: [`exec nice -n 10 /bin/bash /opt/storefort/host/bin/${props.command}`],
            },
          },
        ],
      },
    });
  }
}
