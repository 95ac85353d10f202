import { shown } from '../finding';
import type { StoreRule } from './store-rule';

/** Observing is for a while: past its last day it is a control switched off, and wants a reason as any other. */
export const egressRule: StoreRule = ({ file, today }) => {
  const { egress } = file;
  if (egress?.mode !== 'observe' || egress.until === undefined || egress.reason !== undefined) return [];
  if (egress.until >= today) return [];
  return [
    {
      path: ['egress', 'until'],
      must: `must not be past (today is ${today}) without egress.reason`,
      got: shown(egress.until),
      remedy: 'set egress.mode to block, or say in egress.reason why it still observes',
    },
  ];
};
