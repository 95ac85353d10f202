import { z } from 'zod';

/** How much there was, to see what collapsed. */
export const countsSchema = z.strictObject({
  orders: z.int().min(0),
  products: z.int().min(0),
  customers: z.int().min(0),
  users: z.int().min(0),
});

export type Counts = z.output<typeof countsSchema>;

/** What a restored shop is held against. What is missing is listed, not judged. */
export const expectationsSchema = z.strictObject({
  /** When the recovery point was taken, or the dump begun. */
  takenAt: z.iso.datetime().optional(),
  /** How old the newest order may be at that time, in hours; unknown shops may be quiet. */
  quietHours: z.number().positive().optional(),
  /** `https://shop.example.com`: what `home` must be. */
  siteUrl: z.string().optional(),
  /** Folder names of active plugins, exactly these. */
  plugins: z.array(z.string()).optional(),
  /** Logins of administrators, exactly these. */
  administrators: z.array(z.string()).optional(),
  /** Oldest personal data allowed, in days. */
  retentionDays: z.int().min(1).optional(),
  /** What an earlier proof counted. */
  previous: countsSchema.optional(),
});

export type Expectations = z.output<typeof expectationsSchema>;
