import { Provided } from '../cluster/provided';
import type { Topology } from '../cluster/topology';
import { claimNamesOf } from '../manifests/claims';
import { configMapsOf } from '../manifests/configuration';
import { idOf } from '../manifests/identity';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import { secretReferencesOf } from '../manifests/secret-references';
import { Secrets } from '../manifests/secrets';
import type { Sides } from './transition-doubt';
import type { TransitionObstacle } from './transition-obstacles';

/** An object that the pods of a workload need before they start. */
interface Needed {
  readonly kind: 'ConfigMap' | 'PersistentVolumeClaim' | 'Secret';
  readonly namespace: string;
  readonly name: string;

  /** Whether only pulling the image asks for it: a node that has the image, or a public one, does without. */
  readonly pulls: boolean;
}

/** What new pods need before they start, and what a change takes away or leaves open of that. */
export class TransitionReferences {
  private readonly sides: Sides;
  private readonly provided: Provided;
  private readonly secrets: Readonly<Record<keyof Sides, Secrets>>;

  constructor(sides: Sides, { provided }: Topology) {
    this.sides = sides;
    this.provided = new Provided(provided);
    this.secrets = { before: new Secrets(sides.before.objects), after: new Secrets(sides.after.objects) };
  }

  /** Certain for a kind of which the topology lists what exists. What the old pods needed too, and the manifests never had, exists. */
  obstaclesOf(id: string): readonly TransitionObstacle[] {
    const { before, after } = this.sides;
    const old = new Set(neededBy(before, id).map(idOf));
    const missing = neededBy(after, id).filter((it) => !this.has('after', it) && !this.provided.has(it.kind, it.namespace, it.name));
    return missing.flatMap((it): readonly TransitionObstacle[] => {
      const start = it.pulls ? 'may not get their image' : 'never start';
      if (this.has('before', it))
        return [{ certain: false, because: `${idOf(it)} is gone from the manifests: once it is deleted, its pods ${start}` }];
      if (this.provided.lists(it.kind))
        return [{ certain: !it.pulls, because: `${idOf(it)} is neither in the manifests nor in the cluster: its pods ${start}` }];
      if (old.has(idOf(it))) return [];
      return [{ certain: false, because: `${idOf(it)} is not in the manifests: unless it exists, its pods ${start}` }];
    });
  }

  private has(side: keyof Sides, { kind, namespace, name }: Needed): boolean {
    if (kind === 'Secret') return this.secrets[side].find(namespace, name) !== undefined;
    return this.sides[side].find(kind, namespace, name) !== undefined;
  }
}

function neededBy(index: ObjectIndex, id: string): readonly Needed[] {
  return index.objects.filter((object) => idOf(object) === id).flatMap(neededOf);
}

function neededOf(workload: KubernetesObject): readonly Needed[] {
  const { namespace } = workload;
  const named = (kind: Needed['kind'], name: string, pulls = false): Needed => ({ kind, namespace, name, pulls });
  return [
    ...configMapsOf(workload).flatMap(({ name, optional }) => (optional ? [] : [named('ConfigMap', name)])),
    ...secretReferencesOf(workload).flatMap(({ name, optional, secretType }) =>
      optional ? [] : [named('Secret', name, secretType === 'kubernetes.io/dockerconfigjson')],
    ),
    ...claimNamesOf(workload).map((name) => named('PersistentVolumeClaim', name.text() ?? '')),
  ];
}
