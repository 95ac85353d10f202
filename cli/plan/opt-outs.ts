import type { StoreConfig } from '../../lib/config/schema';

/** A weaker choice that the store file makes, or leaves in place, and why. */
export interface OptOut {
  /** The field, as in the store file. */
  readonly field: string;
  readonly effect: string;
  readonly reason: string;
}

/** Every weaker choice of a store, so that none is silent. */
export function optOutsOf(store: StoreConfig): OptOut[] {
  return [
    ...offsite(store),
    ...egress(store),
    ...payments(store),
    ...staff(store),
    ...integrations(store),
    ...writable(store),
  ];
}

function offsite({ backup }: StoreConfig): OptOut[] {
  if ('region' in backup.offsite) return [];
  return [
    {
      field: 'backup.offsite',
      effect: 'no second copy of the backups, no export, and no daily proof of them',
      reason: backup.offsite.reason,
    },
  ];
}

function egress({ egress: choice }: StoreConfig): OptOut[] {
  if (choice.mode === 'block') return [];
  const effect = `hosts may resolve any name until ${choice.until}; names are logged, not blocked`;
  return [{ field: 'egress.mode', effect, reason: choice.reason ?? 'watching first which names the shop needs' }];
}

function payments({ payments: gateways }: StoreConfig): OptOut[] {
  return gateways.flatMap((gateway, index) =>
    gateway.mode === 'direct'
      ? [
          {
            field: `payments[${index}] ${gateway.gateway}`,
            effect: 'card data passes through this server: PCI DSS SAQ D',
            reason: gateway.reason,
          },
        ]
      : [],
  );
}

function staff({ staff: { networks } }: StoreConfig): OptOut[] {
  if (networks.some((network) => network.includes(':'))) return [];
  return [
    {
      field: 'staff.networks',
      effect: 'IPv6 is off at the staff door',
      reason: 'the store file names no IPv6 network of the staff',
    },
  ];
}

function integrations({ integrations: programs }: StoreConfig): OptOut[] {
  return programs.flatMap((program, index) => {
    const open = program.networks.length === 0;
    if (!open && program.credential !== 'none') return [];
    const effects = [
      ...(open ? ['may call from anywhere'] : []),
      ...(program.credential === 'none' ? ['proves nothing about who it is'] : []),
    ];
    return [{ field: `integrations[${index}] ${program.name}`, effect: effects.join('; '), reason: program.reason }];
  });
}

function writable({ writablePaths }: StoreConfig): OptOut[] {
  return writablePaths.map(({ path, reason }, index) => ({
    field: `writablePaths[${index}]`,
    effect: `the shop may write ${path}; never executed`,
    reason,
  }));
}
