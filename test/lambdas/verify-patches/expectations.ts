import type { VerifyPatchesExpectations } from '../../../lambdas/verify-patches/contract';

/** Of a shop in eu-central-1 with two plugins in two languages. */
export function expectations(): VerifyPatchesExpectations {
  return {
    store: 'acme',
    generation: 2,
    region: 'eu-central-1',
    plugins: [
      { name: 'woocommerce', version: '9.4.1' },
      { name: 'till-pro', version: '2.0' },
    ],
    locales: ['en_US', 'de_DE'],
    criticalDays: 7,
    autoScalingGroup: 'acme-hosts',
    newestImageParameter: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
    inventoryDocument: 'storefort-acme-g2-inventory',
    inventoryBucket: 'acme-releases',
    databaseIdentifier: 'acme-shop',
    hostNames: ['shop.example.com', 'staff.example.com'],
    stacks: { 'eu-central-1': ['acme-Data'], 'us-east-1': ['acme-Edge'] },
    feedBucket: 'feed',
    secondSource: 'wpvulnerability',
    pins: [{ name: 'lambda-runtime', value: 'nodejs24.x', reviewed: '2026-10-01' }],
    evidence: { bucket: 'acme-evidence', region: 'us-west-2' },
  };
}
