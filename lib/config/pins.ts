/** Something whose version this blueprint fixes, for every store alike. */
export interface Pin {
  readonly name: string;
  readonly value: string;
  /** YYYY-MM-DD: when somebody last looked whether it is still right, against what its maker says. */
  readonly reviewed: string;
}

/**
 * What is fixed in code and ages without anybody changing it. `verify-patches` finds a pin that nobody has looked at for half a year;
 * test/config/pins.test.ts holds each value against the code that uses it.
 */
export const pins: readonly Pin[] = [
  { name: 'lambda-runtime', value: 'nodejs24.x', reviewed: '2026-11-25' },
  { name: 'mariadb', value: '11.8.6', reviewed: '2026-11-25' },
  { name: 'database-authority', value: 'rds-ca-rsa2048-g1', reviewed: '2026-11-25' },
  { name: 'valkey', value: '8.0', reviewed: '2026-11-25' },
  { name: 'php', value: '8.4', reviewed: '2026-11-25' },
  {
    name: 'machine-image',
    value: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
    reviewed: '2026-11-25',
  },
  { name: 'viewer-tls', value: 'TLSv1.2_2025', reviewed: '2026-11-25' },
  { name: 'load-balancer-tls', value: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', reviewed: '2026-11-25' },
];
