import { listAt } from '../../../../src/manifests/value';
import { shopManifests } from '../../../fixtures/manifests';
import { production } from '../../../fixtures/shop/environments';
import { find } from '../../../objects';

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef: { readonly fieldPath: string } };
}

/** What the pods of the tests' application in production mount in FILES_PATH, by file name. */
export function productionFiles(): Readonly<Record<string, string>> {
  return find(shopManifests(production), 'ConfigMap', 'elasticsearch-files')['data'] as Readonly<Record<string, string>>;
}

/** The variables of the Elasticsearch container of the tests' application in production, with what a pod knows of itself filled in. */
export function productionEnvironment(pod: Readonly<Record<string, string>>): Record<string, string> {
  const set = find(shopManifests(production), 'StatefulSet', 'elasticsearch');
  const variables = listAt(set, 'spec', 'template', 'spec', 'containers', 0, 'env') as readonly Variable[];
  return Object.fromEntries(
    variables.map(({ name, value, valueFrom }) => {
      const known = value ?? pod[valueFrom?.fieldRef.fieldPath ?? ''];
      if (known === undefined) throw new Error(`no value for ${name}`);
      return [name, known];
    }),
  );
}
