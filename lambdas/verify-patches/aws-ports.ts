import { ACMClient } from '@aws-sdk/client-acm';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { AwsEvidenceStore } from '../shared/aws-evidence-store';
import { AwsHostCommands } from '../shared/aws-host-commands';
import { AwsFleet } from './aws-fleet';
import { AwsInventories } from './aws-inventories';
import { AwsManagedServices } from './aws-managed-services';
import type { VerifyPatchesExpectations } from './contract';
import type { Ports } from './ports';

/** An answer that does not begin within this time is asked for again. */
const patience = { maxAttempts: 5, requestHandler: { connectionTimeout: 5_000, socketTimeout: 30_000 } };

/** The adapters for what the event names; evidence, and what of the store is not at home, are in regions of their own. */
export function awsPorts(
  expected: VerifyPatchesExpectations,
): Pick<Ports, 'fleet' | 'inventories' | 'managed' | 'evidence'> {
  const { autoScalingGroup, region, evidence } = expected;
  const ssm = new SSMClient({ ...patience, region });
  const autoScaling = new AutoScalingClient({ ...patience, region });
  const commands = new AwsHostCommands({ ssm, autoScaling, autoScalingGroup });
  return {
    fleet: new AwsFleet({ autoScaling, ec2: new EC2Client({ ...patience, region }), ssm }, expected),
    inventories: new AwsInventories(commands, new S3Client({ ...patience, region }), expected),
    managed: new AwsManagedServices(
      {
        rds: new RDSClient({ ...patience, region }),
        acm: (place) => new ACMClient({ ...patience, region: place }),
        cloudFormation: (place) => new CloudFormationClient({ ...patience, region: place }),
        lambda: (place) => new LambdaClient({ ...patience, region: place }),
      },
      expected,
    ),
    evidence: new AwsEvidenceStore(
      new S3Client({ ...patience, region: evidence.region }),
      evidence.bucket,
      expected.store,
    ),
  };
}
