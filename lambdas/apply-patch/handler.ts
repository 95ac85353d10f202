import { Logger } from '@aws-lambda-powertools/logger';
import { applyPatch } from './apply-patch';
import { awsPorts } from './aws-ports';
import type { AdmitAnswer, BackupAnswer, RefreshAnswer } from './contract';
import { applyPatchEvent } from './event';
import { applyPatchSettings } from './settings';

const logger = new Logger({ serviceName: 'apply-patch' });
const settings = applyPatchSettings(process.env);
const ports = { ...awsPorts(settings), now: () => new Date() };

export async function handler(event: unknown): Promise<AdmitAnswer | BackupAnswer | RefreshAnswer> {
  const asked = applyPatchEvent.parse(event);
  const answer = await applyPatch(asked, settings, ports);
  logger.info('step of a patch window', { store: settings.store, step: asked.step, answer });
  return answer;
}
