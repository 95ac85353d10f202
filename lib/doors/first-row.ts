import type { Method, Route } from './route';

/** The first row that matches, when nothing but the pattern is asked. `text` as the row's `on` says; its case does not matter. */
export function firstRow(rows: readonly Route[], on: Route['on'], text: string): Route | undefined {
  return rows.find((row) => row.on === on && new RegExp(row.pattern).test(text.toLowerCase()));
}

/** `GET` lets `HEAD` through: nothing else of HTTP is let through unsaid. */
export function withHead(methods: readonly Method[]): readonly Method[] {
  return methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}
