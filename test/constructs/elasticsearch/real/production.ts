import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef: { readonly fieldPath: string } };
}

/** The environment that `dist/production` gives to its Elasticsearch container, with what a pod knows of itself filled in. */
export function productionEnvironment(pod: Readonly<Record<string, string>>): Record<string, string> {
  const text = readFileSync(join(__dirname, '../../../../dist/production/20-elasticsearch.yaml'), 'utf8');
  const set = parseAllDocuments(text)
    .map((document) => document.toJS())
    .find(({ kind }) => kind === 'StatefulSet');
  const variables: Variable[] = set.spec.template.spec.containers[0].env;
  return Object.fromEntries(
    variables.map(({ name, value, valueFrom }) => {
      const known = value ?? pod[valueFrom?.fieldRef.fieldPath ?? ''];
      if (known === undefined) throw new Error(`no value for ${name}`);
      return [name, known];
    }),
  );
}
