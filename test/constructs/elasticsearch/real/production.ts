import { join } from 'node:path';
import { readManifests } from '../../../../src/manifests/read';
import { listAt, textAt } from '../../../../src/manifests/value';

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef: { readonly fieldPath: string } };
}

/** The environment that `dist/production` gives to its Elasticsearch container, with what a pod knows of itself filled in. */
export function productionEnvironment(pod: Readonly<Record<string, string>>): Record<string, string> {
  const { documents } = readManifests([join(__dirname, '../../../../dist/production/20-elasticsearch.yaml')]);
  const set = documents.find(({ value }) => textAt(value, 'kind') === 'StatefulSet')?.value;
  const variables = listAt(set, 'spec', 'template', 'spec', 'containers', 0, 'env') as readonly Variable[];
  return Object.fromEntries(
    variables.map(({ name, value, valueFrom }) => {
      const known = value ?? pod[valueFrom?.fieldRef.fieldPath ?? ''];
      if (known === undefined) throw new Error(`no value for ${name}`);
      return [name, known];
    }),
  );
}
