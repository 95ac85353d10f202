import type { DoorName, Limit, Route } from '../doors/route';
import { packed, pathsOf, restValue, variablesOf } from './web-acl-patterns';
import {
  allOf,
  anyOf,
  hasMethod,
  lowerCase,
  matches,
  path,
  query,
  type Statement,
  variable,
} from './web-acl-statements';

/** Requests of one address in five minutes. Many shoppers of one provider may share an address, and one till's whole shop does. */
interface Rates extends Readonly<Record<Limit, number>> {
  readonly address: number;
}

/**
 * WAF counts late by up to minutes: these stop floods, the host's limits and the application's lockout stop guessing.
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-request-limiting.html
 */
export const rates: Readonly<Record<DoorName, Rates>> = {
  shop: { address: 5000, 'sign-in': 100, checkout: 300, search: 300 },
  staff: { address: 20_000, 'sign-in': 100, checkout: 1000, search: 1000 },
};

const windowSec = 300;

/** Too many requests of one address; only those that `counted` holds for. */
export function tooMany(limit: number, counted?: Statement): Statement {
  return {
    rateBasedStatement: {
      aggregateKeyType: 'IP',
      evaluationWindowSec: windowSec,
      limit,
      ...(counted && { scopeDownStatement: counted }),
    },
  };
}

/** What the table counts apart at a door. Looking at a sign-in form is not counted. */
export function countedBy(doors: readonly Route[], door: DoorName, limit: Limit): Statement {
  const rows = doors.filter((row) => row.limit === limit && row[door].length > 0);
  const values = packed(rows.filter((row) => row.on === 'rest').map((row) => restValue(row.pattern)));
  const places = anyOf([
    ...pathsOf(rows).map((pattern) => matches(path, pattern, lowerCase)),
    ...values.map((pattern) => matches(variable('rest_route'), pattern)),
    ...variablesOf(rows).map((pattern) => matches(query, pattern)),
  ]);
  return limit === 'sign-in' ? allOf([hasMethod('POST'), places]) : places;
}
