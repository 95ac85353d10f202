type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

/**
 * Writes what comes from another stack as text: `Fn::ImportValue` of the data stack's key becomes `data/DataKey.Arn`, and
 * `Fn::GetStackOutput` becomes `offsite@us-west-2/Vault.BackupVaultArn`. `plain` then sees one string.
 */
export function imported(value: Json): Json {
  if (Array.isArray(value)) return value.map(imported);
  if (typeof value !== 'object' || value === null) return value;
  const name = value['Fn::ImportValue'];
  if (typeof name === 'string') {
    const [stack = '', output = ''] = name.split(':');
    return `${stackOf(stack)}/${sourceOf(output)}`;
  }
  if ('Fn::GetStackOutput' in value) {
    const output = value['Fn::GetStackOutput'] as { StackName: string; Region: string; OutputName: string };
    return `${stackOf(output.StackName)}@${output.Region}/${sourceOf(output.OutputName)}`;
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, imported(each)]));
}

/** Stacks are named `<store>-<id>`. */
function stackOf(stackName: string): string {
  return stackName.slice(stackName.lastIndexOf('-') + 1);
}

/** `ExportsOutputFnGetAttDataKey17AFBB84ArnCE2A1BC6` is the `Arn` of `DataKey`; `...OutputRefGroup17AFBB84CE2A1BC6` its `Ref`. */
function sourceOf(output: string): string {
  const found = /^\w+?Output(Ref|FnGetAtt)(\w+?)[0-9A-F]{8}(\w*?)[0-9A-F]{8}$/.exec(output);
  if (!found) return output;
  const [, kind, id, attribute] = found;
  return kind === 'Ref' ? String(id) : `${String(id)}.${String(attribute)}`;
}
