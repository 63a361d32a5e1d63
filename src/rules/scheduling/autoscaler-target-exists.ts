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
  title: 'The target of a HorizontalPodAutoscaler is there, in its namespace',
  why: 'Nothing is scaled, which is seen only under load.',
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

/** That the name is one of another kind or API group. */
function ofAnotherType(target: Place, namespace: string, index: ObjectIndex): Complaint | undefined {
  const [name = '', kind = ''] = [target.text('name'), target.text('kind')];
  const [found] = scalable.flatMap((type) => index.find(type, namespace, name) ?? []);
  if (!found) return undefined;
  const written = `${kind} of ${target.text('apiVersion') ?? 'v1'}`;
  return {
    at: target.at(found.kind === kind ? 'apiVersion' : 'kind'),
    message: `there is no ${written} that is called ${show(name)}, but a ${found.kind} of ${found.apiVersion}`,
    fix: `write 'apiVersion: ${found.apiVersion}' and 'kind: ${found.kind}'`,
  };
}
