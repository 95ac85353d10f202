import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { AwsEvidenceStore } from '../shared/aws-evidence-store';
import { compareProbes } from './compare-probes';
import { type CompareAnswer, type JudgeAnswer, judgePatchEnvironment as names } from './contract';
import { judgePatchEvent } from './event';
import { judgePatch } from './judge-patch';
import { readWindow } from './read-window';

const text = z.string().min(1);
const given = z
  .object({ [names.store]: text, [names.evidenceBucket]: text, [names.evidenceRegion]: text, [names.version]: text })
  .parse(process.env);
const settings = { store: given[names.store], version: given[names.version] };
const client = new S3Client({ region: given[names.evidenceRegion] });
const evidence = new AwsEvidenceStore(client, given[names.evidenceBucket], settings.store);

export async function handler(event: unknown): Promise<CompareAnswer | JudgeAnswer> {
  const { step, run } = judgePatchEvent.parse(event);
  if (step === 'judge') return judgePatch(run, settings, { evidence, now: () => new Date() });
  const { probeBefore, probeAfter } = readWindow(run);
  return compareProbes(probeBefore, probeAfter);
}
