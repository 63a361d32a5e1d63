import type { KubernetesObject } from '../../manifests/object';
import { Place } from '../../manifests/place';
import { pathOf } from '../../manifests/pointer';
import { validate } from '../../schema';
import type { SchemaFinding, SchemaProblem } from '../../schema/finding';
import type { Complaint, Context } from '../rule';

const answers = new WeakMap<KubernetesObject, readonly SchemaFinding[]>();

/** The schema findings of an object, filtered by kind of problem. Several rules ask, but each object is validated once. */
export function complaintsOf(object: KubernetesObject, { kubernetes }: Context, problems: readonly SchemaProblem[]): readonly Complaint[] {
  const answer = answers.get(object) ?? validate(object.root.value, kubernetes);
  answers.set(object, answer);
  return answer
    .filter(({ problem }) => problems.includes(problem))
    .map(({ pointer, message, fix }) => ({ at: new Place(undefined, pathOf(pointer)), message, fix }));
}
