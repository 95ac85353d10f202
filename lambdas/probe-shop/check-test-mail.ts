import { z } from 'zod';
import type { HostCommands } from '../shared/host-commands';
import { failed, faultOf, type Finding, passed, unknown } from './finding';

const schema = z.object({ sent: z.boolean(), transport: z.string().max(100), error: z.string().max(2_000).optional() });

/** A host sends one mail as the shop sends its own. To whom, the document says. */
export async function checkTestMail(
  {
    hosts,
    document,
    signal,
  }: { readonly hosts: HostCommands; readonly document: string; readonly signal: AbortSignal },
  mailId: string,
): Promise<Finding> {
  try {
    const [host] = await hosts.reachable();
    if (host === undefined) return unknown('no host is in service and can be asked');
    const { output } = await hosts.run(document, host, { MailId: mailId }, signal);
    const answer = schema.safeParse(printedJson(output));
    if (!answer.success) return unknown(`${host} answered ${document} with something else`);
    const { sent, transport, error = 'no reason named' } = answer.data;
    return sent ? passed(`sent by ${transport} as ${mailId}`) : failed(`not sent by ${transport}: ${error}`);
  } catch (error) {
    return faultOf(error);
  }
}

/** The last line: PHP may have said something before. */
export function printedJson(output: string): unknown {
  try {
    return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
  } catch {
    return undefined;
  }
}
