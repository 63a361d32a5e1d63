import { Catalog } from './catalog';
import { custom, kubernetes } from './data';

/** The minor versions of Kubernetes with known schemas, newest first. */
export const kubernetesVersions: readonly string[] = Object.keys(kubernetes);

const loaded = new Map<string, Catalog>();

/** The catalog of an API group for a version of Kubernetes: the built-in one, or that of the project that defines the group. */
export function catalogFor(apiVersion: string, kubernetesVersion: string): Catalog {
  const version = /^v?(\d+\.\d+)(\.|-|\+|$)/.exec(kubernetesVersion)?.[1] ?? kubernetesVersion;
  if (!Object.hasOwn(kubernetes, version)) {
    throw new Error(`no schemas for Kubernetes '${kubernetesVersion}': use ${kubernetesVersions.join(' or ')}`);
  }
  const own = once(version, () => kubernetesCatalog(version));
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
  if (!Object.hasOwn(custom, group)) return own;
  return once(`${group} on ${version}`, () => new Catalog((custom[group] as (typeof custom)[string])(), own));
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
