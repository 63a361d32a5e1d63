import { nearest } from '../manifests/nearest';
import { removedIn, successorOf } from '../manifests/removed';
import { choice } from '../manifests/words';
import type { Catalog } from './catalog';
import type { Violation } from './scalars';

/** Why a kind has no schema: it was removed, it never existed, or it is a custom resource without a known schema. */
export function unknownKind(apiVersion: string, kind: string, catalog: Catalog): Violation {
  const homes = catalog.apiVersionsOf(kind);
  if (!isServedByKubernetes(apiVersion, catalog)) return skipped(apiVersion, kind, catalog);
  const removal = removedIn(apiVersion);
  const where = `${catalog.release} has no kind ${kind} in ${apiVersion}`;
  if (removal && (homes.length > 0 || successorOf(kind))) {
    return { problem: 'removed-api', message: `Kubernetes ${where} (removed in ${removal})`, fix: successorOf(kind) ?? moved(homes) };
  }
  if (homes.length > 0) {
    const sameGroup = homes.some((home) => groupOf(home) === groupOf(apiVersion));
    return { problem: sameGroup ? 'removed-api' : 'unknown-kind', message: `Kubernetes ${where}`, fix: moved(homes) };
  }
  return { problem: 'unknown-kind', message: `Kubernetes ${where}`, fix: misspelt(apiVersion, kind, catalog) };
}

function skipped(apiVersion: string, kind: string, catalog: Catalog): Violation {
  const homes = catalog.apiVersionsOf(kind).filter((home) => groupOf(home) === groupOf(apiVersion));
  const meant = homes[0] === undefined ? nearest(kind, catalog.kindsOf(apiVersion)) : undefined;
  const hint = homes.length > 0 ? `; ${catalog.release} has it in ${choice(homes)}` : meant ? `; did you mean '${meant}'?` : '';
  return {
    problem: 'skipped',
    message: `no schema for ${kind} in ${apiVersion}: only its metadata was checked`,
    fix: `validate it on a cluster that has the CRD: kubectl apply --dry-run=server${hint}`,
  };
}

function misspelt(apiVersion: string, kind: string, catalog: Catalog): string {
  const kinds = catalog.kindsOf(apiVersion);
  const meant =
    nearest(kind, kinds) ??
    nearest(
      kind,
      catalog.apiVersions().flatMap((home) => catalog.kindsOf(home)),
    );
  if (meant === undefined) return 'correct the kind, or the apiVersion of the custom resource';
  return kinds.includes(meant) ? `write 'kind: ${meant}'` : `write 'kind: ${meant}' and 'apiVersion: ${catalog.apiVersionsOf(meant)[0]}'`;
}

function moved(homes: readonly string[]): string {
  const [best] = [...homes].sort((one, other) => stability(other) - stability(one));
  return `write 'apiVersion: ${best}', and check the fields, which may differ`;
}

/** The version priority of Kubernetes: stable, beta, alpha, and newer before older. */
function stability(apiVersion: string): number {
  const [, major, level, minor] = /v(\d+)(?:(alpha|beta)(\d+))?$/.exec(apiVersion) ?? [];
  return (level === undefined ? 2 : level === 'beta' ? 1 : 0) * 1e6 + Number(major ?? 0) * 1e3 + Number(minor ?? 0);
}

/** A group without a dot is built-in: the group of a CustomResourceDefinition must contain one. */
function isServedByKubernetes(apiVersion: string, catalog: Catalog): boolean {
  const group = groupOf(apiVersion);
  return !catalog.isCustom && (!group.includes('.') || catalog.apiVersions().some((known) => groupOf(known) === group));
}

const groupOf = (apiVersion: string) => apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
