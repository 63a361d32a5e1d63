import { listAt } from '../../../../src/manifests/value';
import type { Manifest } from '../../../../src/synthesis/manifest';
import { find } from '../../../objects';

/** A pod of a StatefulSet, as far as a real node needs it. */
export interface Pod {
  readonly name: string;
  readonly zone: string;

  /** The headless Service that publishes it. */
  readonly headless: string;

  /** Whether the Service for clients leads to it while it is ready. */
  readonly serves: boolean;

  /** The lines that its init container adds to elasticsearch.yml. */
  readonly configuration: string;

  /** What it mounts at /mnt/files, by file name: the roles, and who has them. Nothing without security. */
  readonly files: Readonly<Record<string, string>>;

  /** The variables of its container. @param known what a pod knows of itself only once it runs, by the path of the field */
  readonly variables: (known: Readonly<Record<string, string>>) => Record<string, string>;
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef: { readonly fieldPath: string } };
}

interface SetSpec {
  readonly serviceName: string;
  readonly template: { readonly metadata: { readonly labels: Readonly<Record<string, string>> }; readonly spec: object };
}

/** The first pods of a StatefulSet, one in each of these zones. */
export function podsOf(manifests: readonly Manifest[], set: string, zones: readonly string[]): Pod[] {
  const manifest = find(manifests, 'StatefulSet', set);
  const { serviceName, template } = manifest['spec'] as SetSpec;
  const { selector } = find(manifests, 'Service', 'elasticsearch')['spec'] as { readonly selector: Readonly<Record<string, string>> };
  return zones.map((zone, index) => ({
    name: `${set}-${index}`,
    zone,
    headless: serviceName,
    serves: Object.entries(selector).every(([label, value]) => template.metadata.labels[label] === value),
    configuration: configurationOf(manifest),
    files: filesOf(manifests, manifest),
    variables: (known) => variablesOf(manifest, { 'metadata.name': `${set}-${index}`, ...known }),
  }));
}

/** What the init container `prepare` echoes into the file. */
function configurationOf(set: Manifest): string {
  const containers = listAt(set, 'spec', 'template', 'spec', 'initContainers') as readonly {
    readonly name: string;
    readonly command: readonly string[];
  }[];
  const command = containers.find(({ name }) => name === 'prepare')?.command.at(-1) ?? '';
  return [...command.matchAll(/echo '([^']*)' >>\/mnt\/config\/elasticsearch\.yml/g)].map(([, line]) => `${line}\n`).join('');
}

/** The ConfigMap behind the volume `files`. */
function filesOf(manifests: readonly Manifest[], set: Manifest): Readonly<Record<string, string>> {
  const volumes = listAt(set, 'spec', 'template', 'spec', 'volumes') as readonly {
    readonly name: string;
    readonly configMap?: { readonly name: string };
  }[];
  const map = volumes.find(({ name }) => name === 'files')?.configMap;
  return map === undefined ? {} : (find(manifests, 'ConfigMap', map.name)['data'] as Readonly<Record<string, string>>);
}

function variablesOf(set: Manifest, known: Readonly<Record<string, string>>): Record<string, string> {
  const variables = listAt(set, 'spec', 'template', 'spec', 'containers', 0, 'env') as readonly Variable[];
  return Object.fromEntries(
    variables.map(({ name, value, valueFrom }) => {
      const given = value ?? known[valueFrom?.fieldRef.fieldPath ?? ''];
      if (given === undefined) throw new Error(`no value for ${name}`);
      return [name, given];
    }),
  );
}
