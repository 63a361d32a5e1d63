import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { claimNamesOf } from '../../manifests/claims';
import { declarationIn } from '../../manifests/declaration';
import { append, keyOf } from '../../manifests/multimap';
import type { KubernetesObject } from '../../manifests/object';
import { secretReferencesOf } from '../../manifests/secret-references';
import { secretsMadeOf } from '../../manifests/secret-sources';
import { apiObjectsIn } from '../../promise/documents';
import type { ChartObject } from './component';
import { isHealthyLate } from './health';
import { ENTRY } from './tier';

/** The objects that an object comes after. */
export type Dependencies = ReadonlyMap<ChartObject, ReadonlySet<ChartObject>>;

/**
 * What each object of a chart depends on:
 *
 * - `addDependency` between constructs,
 * - the workloads that a service is down without (`nines.dev/depends-on`), unless the dependency is soft,
 * - the certificates and issuers that make the Secrets which it reads, since an issuer without its Secret is degraded,
 * - the pods of a claim, and the other way round: a volume may wait for its first pod, so both are in one wave.
 *
 * An entry point's certificate may need the entry point first, so nothing waits for that.
 */
export function dependenciesOf(chart: Chart, objects: readonly ChartObject[]): Dependencies {
  const found = new Map(objects.map((it) => [it, new Set<ChartObject>()]));
  const add = (from: ChartObject | undefined, to: readonly ChartObject[]) => {
    for (const it of to) if (from !== undefined && it !== from) found.get(from)?.add(it);
  };
  const named = indexed(objects);
  for (const it of objects) {
    add(it, [...declared(it.object, named), ...issued(it.object, named)]);
    for (const claim of claimsOf(it.object, named)) {
      add(it, [claim]);
      add(claim, [it]);
    }
  }
  const byConstruct = new Map(objects.map((it) => [it.construct as IConstruct, it]));
  for (const construct of chart.node.findAll()) {
    for (const dependency of construct.node.dependencies) {
      const after = apiObjectsIn(dependency).flatMap((it) => byConstruct.get(it) ?? []);
      const waitedFor = after.filter((it) => it.construct === dependency || !isHealthyLate(it.object));
      for (const object of apiObjectsIn(construct)) add(byConstruct.get(object), waitedFor);
    }
  }
  return found;
}

/** The objects by type, namespace and name, and those that make a Secret by `Secret made`. */
type Named = ReadonlyMap<string, readonly ChartObject[]>;

const MADE = 'Secret made';

function indexed(objects: readonly ChartObject[]): Named {
  const named = new Map<string, ChartObject[]>();
  for (const it of objects) {
    const { type, kind, namespace, name } = it.object;
    append(named, keyOf(type, namespace, name), it);
    append(named, keyOf('kind', kind, namespace, name), it);
    if (it.tier < ENTRY) for (const secret of secretsMadeOf(it.object)) append(named, keyOf(MADE, namespace, secret.name), it);
  }
  return named;
}

/** Invalid declarations are findings of a rule. */
function declared({ annotations, namespace }: KubernetesObject, named: Named): readonly ChartObject[] {
  const { dependsOn } = declarationIn(annotations, namespace);
  return dependsOn.filter(({ soft }) => !soft).flatMap((it) => named.get(keyOf('kind', it.kind, it.namespace, it.name)) ?? []);
}

function issued(object: KubernetesObject, named: Named): readonly ChartObject[] {
  const { namespace, root, type } = object;
  const makers = secretReferencesOf(object).flatMap((it) => named.get(keyOf(MADE, namespace, it.name)) ?? []);
  if (type !== 'Certificate.cert-manager.io') return makers;
  const issuer = root.at('spec', 'issuerRef');
  const kind = issuer.text('kind') ?? 'Issuer';
  const place = kind === 'ClusterIssuer' ? '' : namespace;
  return [...makers, ...(named.get(keyOf('kind', kind, place, issuer.text('name') ?? '')) ?? [])];
}

function claimsOf(object: KubernetesObject, named: Named): readonly ChartObject[] {
  return claimNamesOf(object).flatMap((name) => named.get(keyOf('PersistentVolumeClaim', object.namespace, name.text() ?? '')) ?? []);
}
