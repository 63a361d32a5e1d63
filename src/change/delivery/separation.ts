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
  const [old, next] = [base, head].map(({ objects }) => ({ objects, of: recipients(objects, names) })) as [Recipients, Recipients];
  return {
    of: (environment) => ({ base: deploying(old, environment), head: deploying(next, environment) }),
    shared: { base: new ObjectIndex(deploying(old)), head: new ObjectIndex(deploying(next)) },
  };
}

interface Recipients {
  readonly objects: readonly KubernetesObject[];
  readonly of: ReadonlyMap<KubernetesObject, string>;
}

function deploying({ objects, of }: Recipients, environment?: string): readonly KubernetesObject[] {
  return objects.filter((object) => of.get(object) === environment);
}

/** An index with more objects. */
export function joined(index: ObjectIndex, objects: readonly KubernetesObject[]): ObjectIndex {
  return objects.length === 0 ? index : new ObjectIndex([...index.objects, ...objects]);
}
