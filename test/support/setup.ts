// aws-cdk-lib's own template validation (WebAssembly, 5 s) runs over some finished apps, in test/gate/validation.test.ts; not in every synth.
process.env.CDK_VALIDATION = 'false';

// picocolors paints into pipes as well where CI is set, and jest sets FORCE_COLOR for its workers: tests read plain text everywhere.
process.env.NO_COLOR = '1';
