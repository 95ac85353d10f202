import type { CheckResult } from '../shared/check-result';
import type { Manifest } from '../shared/manifest';
import { judgedByFaults, type Question } from './answer';
import type { InventoryFacts } from './read-inventory';

export const inventory: Question = {
  id: 'export-uploads',
  what: 'the inventory of the uploads is whole, and what the manifest says of it',
  expected: 'checksum, files and bytes as in the manifest',
};

export function checkInventory(facts: InventoryFacts, { uploads }: Manifest): CheckResult {
  const wrong = [
    facts.fault,
    facts.sha256 === uploads.sha256 ? undefined : 'another checksum',
    facts.files === uploads.files ? undefined : `${facts.files} files, not ${uploads.files}`,
    facts.fileBytes === uploads.fileBytes ? undefined : `${facts.fileBytes} bytes of files, not ${uploads.fileBytes}`,
  ].filter((fault) => fault !== undefined);
  return judgedByFaults(inventory, wrong, `${facts.files} files`);
}
