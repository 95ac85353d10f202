import type { AccountSettings } from './contract';
import type { Ports, Scanned, Scanner } from './ports';

/** What was found and what was done about it; shown in the stack as attributes. */
export type Outcome = 'left alone' | 'was on' | 'switched on';

export interface Outcomes {
  readonly s3PublicAccessBlock: Outcome;
  readonly ebsEncryption: Outcome;
  readonly inspector: Outcome;
}

const scanned: readonly Scanned[] = ['EC2', 'LAMBDA'];
const pauseMs = 5_000;
/** 150 seconds: Inspector usually takes less than one minute to switch on. */
const mostChecks = 30;

/**
 * Switches on what is asked for and not on yet, and reads it back, so that success means that it is on. Asking twice changes nothing.
 * What is not asked for is left as it is: it may be somebody else's.
 *
 * @throws Error from a port, or when something is not on after it was switched on
 */
export async function configureAccount(settings: AccountSettings, ports: Ports): Promise<Outcomes> {
  const { account } = settings;
  const { publicAccess, volumes, scanner, pause } = ports;
  return {
    s3PublicAccessBlock: settings.s3PublicAccessBlock
      ? await switchOn(
          'S3 Block Public Access',
          () => publicAccess.isBlocked(account),
          () => publicAccess.block(account),
        )
      : 'left alone',
    ebsEncryption: settings.ebsEncryption
      ? await switchOn(
          'EBS encryption by default',
          () => volumes.isDefault(),
          () => volumes.makeDefault(),
        )
      : 'left alone',
    inspector: settings.inspector ? await scan(account, scanner, pause) : 'left alone',
  };
}

async function switchOn(what: string, isOn: () => Promise<boolean>, turn: () => Promise<void>): Promise<Outcome> {
  if (await isOn()) return 'was on';
  await turn();
  if (await isOn()) return 'switched on';
  throw new Error(`${what} is still off after it was switched on; look for a service control policy that refuses it`);
}

async function scan(account: string, scanner: Scanner, pause: Ports['pause']): Promise<Outcome> {
  let asked = false;
  for (let check = 0; check < mostChecks; check += 1) {
    if (check > 0) await pause(pauseMs);
    const states = await scanner.states(account);
    const missing = scanned.filter((what) => states[what] !== 'enabled');
    if (missing.length === 0) return asked ? 'switched on' : 'was on';
    const off = missing.filter((what) => states[what] === 'disabled');
    if (off.length === missing.length && !asked) {
      await scanner.enable(account, off);
      asked = true;
    }
  }
  throw new Error(
    `Inspector is not on for ${scanned.join(' and ')} after ${(mostChecks * pauseMs) / 1000} seconds; deploy again`,
  );
}
