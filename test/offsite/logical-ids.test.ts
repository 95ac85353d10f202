import { App, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../cdk.json';
import { OffsiteStack } from '../../lib/offsite/offsite-stack';
import { aStore } from '../support/stores';

// A changed id makes CloudFormation create the resource anew, beside the one that holds the copies.
test.each([
  ['AWS::KMS::Key', ['Key961B73FD']],
  ['AWS::Backup::BackupVault', ['Vault645BC77C']],
  ['AWS::S3::Bucket', ['ExportsAccessLogs43BFA596', 'ExportsBucket54D5CE64']],
])('the ids of %s stay', (type, ids) => {
  const stage = new Stage(new App({ context: cdkJson.context, analyticsReporting: false }), 'acme');
  const template = Template.fromStack(new OffsiteStack(stage, 'Offsite', { store: aStore(), region: 'us-west-2' }));
  expect(Object.keys(template.findResources(type)).sort()).toEqual(ids);
});
