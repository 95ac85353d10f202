import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { exportSeconds } from './export-definition';

export interface ExportDocumentProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation'>;
}

/**
 * The one thing that may be run on a host by whoever may send this document: the export, under an id and nothing else. AWS's own
 * AWS-RunShellScript would run anything, and end after an hour.
 * Shoppers come first: the export yields processor and disk.
 */
export class ExportDocument extends CfnDocument {
  constructor(scope: Construct, id: string, { store }: ExportDocumentProps) {
    super(scope, id, {
      name: namesOf(store).exportDocument,
      documentType: 'Command',
      documentFormat: 'JSON',
      targetType: '/AWS::EC2::Instance',
      // A named document cannot be replaced.
      updateMethod: 'NewVersion',
      content: {
        schemaVersion: '2.2',
        description: `Exports the database of ${store.name} to its offsite bucket.`,
        parameters: {
          ExportId: {
            type: 'String',
            description: 'When the export began, UTC, such as 20261125T010003Z.',
            allowedPattern: '^[0-9]{8}T[0-9]{6}Z$',
          },
        },
        mainSteps: [
          {
            action: 'aws:runShellScript',
            name: 'export',
            precondition: { StringEquals: ['platformType', 'Linux'] },
            inputs: {
              timeoutSeconds: String(exportSeconds),
              runCommand: ['exec nice -n 10 /bin/bash /opt/storefort/host/bin/export.sh {{ ExportId }}'],
            },
          },
        ],
      },
    });
  }
}
