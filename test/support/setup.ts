// aws-cdk-lib's own template validation (WebAssembly, 5 s) runs once over the finished app, in test/compliance; not in every synth.
process.env.CDK_VALIDATION = 'false';
