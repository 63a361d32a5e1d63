/**
 * The enums of the Kubernetes API, by `definition.field` or `definition.field[]`.
 *
 * The OpenAPI document in the repository is generated with the feature gate OpenAPIEnums off, so the enums are read from the
 * generated Go code that a running API server builds its document from.
 */
export function readEnums(generatedGo: string): Map<string, readonly string[]> {
  const enums = new Map<string, readonly string[]>();
  let definition = '';
  let field = '';
  for (const line of generatedGo.split('\n')) {
    const start = /^func schema_k8sio_api_(\w+?)_(v\w+?)_(\w+)\(/.exec(line);
    if (start) definition = `${start[1]}.${start[2]}.${start[3]}`;
    else if (line.startsWith('func ')) definition = '';
    field = /^\t{5}"([^"]+)": \{$/.exec(line)?.[1] ?? field;
    const words = /^(\t+)Enum: +\[\]interface\{\}\{(.*)\},$/.exec(line);
    if (definition === '' || words?.[1] === undefined) continue;
    const suffix = words[1].length > 7 ? '[]' : '';
    enums.set(`${definition}.${field}${suffix}`, JSON.parse(`[${words[2]}]`) as string[]);
  }
  return enums;
}
