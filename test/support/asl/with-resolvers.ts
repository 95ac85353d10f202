/** aws-local-stepfunctions wants Node 22: on 20 its tasks would fail, and a Catch would swallow that silently. */
(Promise as { withResolvers?: unknown }).withResolvers ??= function withResolvers() {
  let resolve: unknown;
  let reject: unknown;
  const promise = new Promise((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
};
