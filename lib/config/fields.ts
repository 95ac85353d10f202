import { z } from 'zod';

// Small field types of the store file. Each says in its message what is allowed; the loader adds where and what was found.

export const reason = z
  .string()
  .trim()
  .min(20, 'must say why in at least 20 characters')
  .max(500)
  .describe('Why, for the next engineer and the auditor.');

export const domainName = z
  .string()
  .max(253)
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/, 'must be a lower-case domain name such as shop.example.com');

export const emailAddress = z.email('must be a mail address').max(254);

export const cidr = z.string().describe('A network in CIDR notation, IPv4 or IPv6.');

export const globPath = z
  .string()
  .max(200)
  .regex(/^\/[A-Za-z0-9/_.~-]*\*?$/, 'must be an absolute path, with * at most at its end');

export const pluginSlug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'must be a plugin slug such as woocommerce');

export const versionNumber = z.string().regex(/^\d+(\.\d+){0,3}([-.][A-Za-z0-9.]+)?$/, 'must be one exact version such as 9.4.1');

export const instant = z.iso.date('must be a date, YYYY-MM-DD');

export const scheduleExpression = z.string();

export const timeZone = z.string();
