import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Manifest, manifestSchema } from '../../lambdas/shared/manifest';
import { CommandError, exitCodes } from '../exit-codes';

/** @throws CommandError with exit code 2 that names every field that is wrong */
export function readManifest(file: string): Manifest {
  const { data, error } = manifestSchema.safeParse(jsonOf(file));
  if (data !== undefined) return data;
  throw notOne(file, z.prettifyError(error));
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw notOne(file, (error as Error).message);
  }
}

function notOne(file: string, why: string): CommandError {
  return new CommandError(`${file} is no manifest of an export: ${why}`, exitCodes.usage);
}
