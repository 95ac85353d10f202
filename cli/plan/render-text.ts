import { colours as pc } from '../terminal/colours';
import { counted, field, pageWidth, wrap } from '../terminal/layout';
import type { Plan, StackPlan, StoreFacts } from './plan';
import { costSection } from './render-cost';
import { verdictSection } from './render-verdicts';
import { heading, section } from './render-section';

/** Plans for people: 80 columns, one store after the other. Colours follow picocolors: a terminal, and no NO_COLOR. */
export function renderText(plans: readonly Plan[]): string {
  return `${plans.map(planText).join('\n\n')}\n`;
}

function planText(plan: Plan): string {
  const parts = [
    ...title(plan.store),
    facts(plan.store),
    sizeSection(plan.store),
    stacksSection(plan.stacks),
    optOutSection(plan),
    verdictSection(plan),
    costSection(plan),
    deploySection(plan),
    handSection(plan),
    ...warningSection(plan),
    conclusion(plan),
  ];
  return parts.join('\n\n');
}

function title({ name, domain, trial }: StoreFacts): string[] {
  const line = pc.bold(`Plan for ${name} (${domain})`);
  const rule = pc.dim('='.repeat(pageWidth));
  const banner = wrap(
    'TRIAL: one-day retention and locks; nothing is protected from deletion; the stacks take the data with them. Not for real orders.',
    '  ',
  );
  return [`${line}\n${rule}`, ...(trial ? [pc.yellow(pc.bold(banner))] : [])];
}

function facts(store: StoreFacts): string {
  const { backup, dns, mail } = store;
  const zone = dns.zone === 'external' ? 'external' : `hosted zone ${dns.zone.name} (${dns.zone.id})`;
  const rows: [string, string][] = [
    ['Shop door', `https://${store.domain}`],
    ['Staff door', `https://${store.staffHost}`],
    ['Account', store.account],
    ['Home', `${store.region} (${store.place})`],
    ['Offsite', store.offsiteRegion ?? 'none, see opt-outs'],
    ['DNS', `${zone}; cutover ${dns.cutover ? 'yes: the domain points here' : 'not yet'}`],
    ['Mail', `${mail.via}, from ${mail.from}`],
    [
      'Backups',
      `daily, kept ${days(backup.retentionDays)}; monthly, kept ${days(backup.monthlyRetentionDays)}; any second of the last ` +
        `${days(backup.pointInTimeDays)}; lock: ${backup.lock}`,
    ],
    ['Objectives', `RPO ${backup.rpoHours} h, RTO ${backup.rtoHours} h`],
    ['Alarms to', store.notify.join(', ')],
    ['Generation', `${store.generation}; time zone ${store.timeZone}`],
  ];
  return rows.map(([label, text]) => field(label, text)).join('\n');
}

function days(count: number): string {
  return counted(count, 'day');
}

function sizeSection({ sizeName, size }: StoreFacts): string {
  const { web, database, cache } = size;
  const rows: [string, string][] = [
    ['Web', `${web.minInstances} to ${web.maxInstances} × ${web.instanceType} over ${size.zones} zones`],
    [
      'Database',
      `db.${database.instanceClass}, ${database.multiAz ? 'Multi-AZ' : 'one zone'}, ${database.allocatedGiB} GiB, ` +
        `grows to ${database.maxAllocatedGiB} GiB`,
    ],
    ['Object cache', cache ? `${cache.nodes} × ${cache.nodeType}, Valkey` : 'none'],
    ['NAT', size.natGateways === 1 ? '1 gateway' : `${size.natGateways} gateways, one a zone`],
    ['Ceiling', `$${size.ceilingDollars} a month, always on, us-east-1`],
  ];
  return section(`Size: ${sizeName}`, rows.map(([label, text]) => field(label, text)).join('\n'));
}

function stacksSection(stacks: readonly StackPlan[]): string {
  return section('What will be created', stacks.map(stackText).join('\n\n'));
}

function stackText(stack: StackPlan): string {
  const kept = stack.terminationProtection ? '; protected from deletion' : '';
  const left = `  ${stack.path}`;
  const right = `${stack.region}, ${counted(stack.resourceCount, 'resource')}${kept}`;
  const fits = left.length + 2 + right.length <= pageWidth;
  const head = fits
    ? pc.bold(left) + right.padStart(pageWidth - left.length)
    : `${pc.bold(left)}\n${right.padStart(pageWidth)}`;
  const services = stack.services.map(({ service, count, items }) =>
    field(`${String(count).padStart(3)}  ${service}`, items.join(', '), { indent: 4, labelWidth: 25 }),
  );
  const what = stack.description === '' ? [] : [pc.dim(wrap(stack.description, '    '))];
  return [head, ...what, ...services].join('\n');
}

function optOutSection({ optOuts }: Plan): string {
  if (optOuts.length === 0) return section('Opt-outs', '  none: every control is on');
  const rows = optOuts.map(({ field: name, effect, reason }) =>
    [`  ${pc.yellow(name)}`, wrap(effect, '    '), wrap(`reason: ${reason}`, '    ')].join('\n'),
  );
  return section('Opt-outs', rows.join('\n'));
}

function deploySection({ deploy }: Plan): string {
  const steps = deploy.map(({ what, command, stacks }, index) =>
    [
      wrap(what, '     ', `  ${index + 1}. `),
      `     ${pc.cyan(command)}`,
      pc.dim(wrap(stacks.join(', '), '       ', '     in order: ')),
    ].join('\n'),
  );
  return section('Deploy, in this order', steps.join('\n'));
}

function handSection({ byHand }: Plan): string {
  const steps = byHand.map(({ when, what, commands }, index) =>
    [
      `  ${String(index + 1).padStart(2)}. ${pc.bold(when)}`,
      wrap(what, '      '),
      ...commands.map((command) => `      ${pc.cyan(command)}`),
    ].join('\n'),
  );
  return section('By hand, in this order', steps.join('\n'));
}

function warningSection({ warnings }: Plan): string[] {
  if (warnings.length === 0) return [];
  return [section('Warnings', warnings.map((warning) => pc.yellow(wrap(warning, '    ', '  - '))).join('\n'))];
}

function conclusion({ verdict, packs, store }: Plan): string {
  const failed = packs.reduce((sum, { failures }) => sum + failures.length, 0);
  return verdict === 'pass'
    ? heading(pc.green(`${store.name} is ready to deploy: no finding without a reason.`))
    : heading(pc.red(`${store.name} is not ready: ${counted(failed, 'finding')} without a reason, listed above.`));
}
