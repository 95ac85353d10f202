import { createRequire } from 'node:module';

interface JsonPath {
  JSONPath: (query: { readonly path: string }) => unknown;
}

const fromInterpreter = createRequire(createRequire(__filename).resolve('aws-local-stepfunctions'));
const library = fromInterpreter('jsonpath-plus') as JsonPath;
const original = library.JSONPath;

/**
 * A path that may select several (a filter, `*`, `..`) and selects none gives Step Functions an empty list. To the interpreter's
 * library that is nothing at all, and the execution would end as if the path were wrong.
 */
library.JSONPath = (query) => original(query) ?? (/\?\(|\*|\.\./.test(query.path) ? [] : undefined);
