import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { namesOf } from '../config/names';
import type { StoreConfig } from '../config/schema';
import { HostDocument } from '../hardened/host-document';
import { exportSeconds } from './export-definition';

export interface ExportDocumentProps {
  readonly store: Pick<StoreConfig, 'name' | 'generation'>;
}

/** The one thing that the export's machine may run on a host: the export, under an id and nothing else. */
export class ExportDocument extends HostDocument {
  constructor(scope: Construct, id: string, { store }: ExportDocumentProps) {
    super(scope, id, {
      name: namesOf(store).exportDocument,
      description: `Exports the database of ${store.name} to its offsite bucket.`,
      parameters: {
        ExportId: {
          description: 'When the export began, UTC, such as 20261125T010003Z.',
          allowedPattern: '^[0-9]{8}T[0-9]{6}Z$',
        },
      },
      step: 'export',
      command: 'export.sh {{ ExportId }}',
      timeout: Duration.seconds(exportSeconds),
    });
  }
}
