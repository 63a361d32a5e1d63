import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { ObjectIndex } from '../../manifests/object-index';
import { type Sides, withApplications } from './expansion';
import { recipients } from './recipient';

/** What a controller reads, on both sides of a change. */
export interface SeparatedDelivery {
  /** What deploys an environment. */
  readonly of: (environment: string) => Sides<readonly KubernetesObject[]>;

  /** What is for all of them, such as an AppProject. */
  readonly shared: Sides<ObjectIndex>;
}

/** Separates what a controller reads by the environments that it deploys. @param names the environments of both sides */
export function separated(sides: Sides<ObjectIndex>, names: readonly string[]): SeparatedDelivery {
  const { base, head } = withApplications(sides);
  const [old, next] = together(
    ...([base, head].map(({ objects }) => ({ objects, of: recipients(objects, names) })) as [Recipients, Recipients]),
  );
  return {
    of: (environment) => ({ base: deploying(old, environment), head: deploying(next, environment) }),
    shared: { base: new ObjectIndex(deploying(old)), head: new ObjectIndex(deploying(next)) },
  };
}

interface Recipients {
  readonly objects: readonly KubernetesObject[];
  readonly of: ReadonlyMap<KubernetesObject, string>;
}

/** An object on both sides belongs to the environment that it deploys before the change: from then on it may read another one's folder. */
function together(old: Recipients, next: Recipients): readonly [Recipients, Recipients] {
  const before = new Map(old.objects.map((object) => [idOf(object), old.of.get(object)]));
  const after = new Map(next.objects.map((object) => [idOf(object), next.of.get(object)]));
  const settled = ({ objects }: Recipients): Recipients => {
    const found = objects.flatMap((object): [KubernetesObject, string][] => {
      const name = before.get(idOf(object)) ?? after.get(idOf(object));
      return name === undefined ? [] : [[object, name]];
    });
    return { objects, of: new Map(found) };
  };
  return [settled(old), settled(next)];
}

function deploying({ objects, of }: Recipients, environment?: string): readonly KubernetesObject[] {
  return objects.filter((object) => of.get(object) === environment);
}

/** An index with more objects. */
export function joined(index: ObjectIndex, objects: readonly KubernetesObject[]): ObjectIndex {
  return objects.length === 0 ? index : new ObjectIndex([...index.objects, ...objects]);
}
