import type { KubernetesObject } from '../../manifests/object';
import { Place } from '../../manifests/place';
import { pathOf } from '../../manifests/pointer';
import { validate } from '../../schema';
import type { SchemaFinding, SchemaProblem } from '../../schema/finding';
import type { Complaint, Context } from '../rule';

const answers = new WeakMap<KubernetesObject, readonly SchemaFinding[]>();

/** What the schema says of an object, of one sort: many rules ask, and the object is compared once. */
export function complaintsOf(object: KubernetesObject, { kubernetes }: Context, problems: readonly SchemaProblem[]): readonly Complaint[] {
  const answer = answers.get(object) ?? validate(object.root.value, kubernetes);
  answers.set(object, answer);
  return answer
    .filter(({ problem }) => problems.includes(problem))
    .map(({ pointer, message, fix }) => ({ at: new Place(undefined, pathOf(pointer)), message, fix }));
}
