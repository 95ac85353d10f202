import { colours as pc } from '../terminal/colours';

/** A title of a part of the plan. */
export function heading(title: string): string {
  return pc.bold(title);
}

/** A titled part of the plan. */
export function section(title: string, body: string): string {
  return `${heading(title)}\n${body}`;
}
