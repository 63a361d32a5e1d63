import type { ObjectIndex } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { typeOf } from '../../manifests/scope';
import { show } from '../../manifests/words';
import { missing } from '../resolve';
import type { Complaint, Rule } from '../rule';

const scalable = ['Deployment.apps', 'StatefulSet.apps', 'ReplicaSet.apps', 'Rollout.argoproj.io'];

export const autoscalerTargetExists: Rule = {
  id: 'autoscaler-target-exists',
  severity: 'error',
  title: 'The target of a HorizontalPodAutoscaler exists in its namespace',
  why: 'Without its target the autoscaler scales nothing, which shows only under load.',
  fix: 'Correct the kind, the apiVersion or the name of the target.',
  appliesTo: ['HorizontalPodAutoscaler.autoscaling'],
  *check({ root, namespace }, context) {
    const target = root.at('spec', 'scaleTargetRef');
    const name = target.text('name');
    const kind = target.text('kind');
    if (name === undefined || kind === undefined) return;
    const type = typeOf(target.text('apiVersion') ?? '', kind);
    const absent = missing({ at: target.at('name'), type, namespace, name }, context);
    if (absent) yield ofAnotherType(target, namespace, context.index) ?? absent;
  },
};

/** The finding for a name that belongs to another kind or API group. */
function ofAnotherType(target: Place, namespace: string, index: ObjectIndex): Complaint | undefined {
  const [name = '', kind = ''] = [target.text('name'), target.text('kind')];
  const [found] = scalable.flatMap((type) => index.find(type, namespace, name) ?? []);
  if (!found) return undefined;
  const written = `${target.text('apiVersion') ?? 'v1'} ${kind}`;
  return {
    at: target.at(found.kind === kind ? 'apiVersion' : 'kind'),
    message: `${written} ${show(name)} not found, but ${found.apiVersion} ${found.kind} exists`,
    fix: `write 'apiVersion: ${found.apiVersion}' and 'kind: ${found.kind}'`,
  };
}
