import { Catalog } from './catalog';
import { custom, kubernetes } from './data';

/** The minor versions of Kubernetes whose schemas are known, the newest first. */
export const kubernetesVersions: readonly string[] = Object.keys(kubernetes);

const loaded = new Map<string, Catalog>();

/** The catalog that knows an API group on a version of Kubernetes: Kubernetes' own, or that of the project that adds the group. */
export function catalogFor(apiVersion: string, kubernetesVersion: string): Catalog {
  const version = /^v?(\d+\.\d+)(\.|-|\+|$)/.exec(kubernetesVersion)?.[1] ?? kubernetesVersion;
  if (!Object.hasOwn(kubernetes, version)) {
    throw new Error(`no schemas of Kubernetes '${kubernetesVersion}': use ${kubernetesVersions.join(' or ')}`);
  }
  const own = once(version, () => kubernetesCatalog(version));
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
  if (!Object.hasOwn(custom, group)) return own;
  return once(`${group} on ${version}`, () => new Catalog((custom[group] as (typeof custom)[string])(), own));
}

/** Whether objects of a kind live in a namespace, by the newest version that has the kind; undefined for a kind without a schema. */
export function isNamespaced(apiVersion: string, kind: string): boolean | undefined {
  // Older versions have no more kinds of others' groups: their data needn't be read.
  const versions = isOthers(apiVersion) ? kubernetesVersions.slice(0, 1) : kubernetesVersions;
  for (const version of versions) {
    const known = catalogFor(apiVersion, version).kind(apiVersion, kind);
    if (known) return known.scope === 'Namespaced';
  }
  return undefined;
}

/** Kubernetes' own groups have no dot or end with `.k8s.io`. */
function isOthers(apiVersion: string): boolean {
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
  return group.includes('.') && !group.endsWith('.k8s.io');
}

function kubernetesCatalog(version: string): Catalog {
  const [newest] = kubernetesVersions as [string];
  const written = (kubernetes[version] as (typeof kubernetes)[string])();
  return version === newest ? new Catalog(written) : new Catalog(written, catalogFor('v1', newest));
}

function once(key: string, make: () => Catalog): Catalog {
  const known = loaded.get(key) ?? make();
  loaded.set(key, known);
  return known;
}
