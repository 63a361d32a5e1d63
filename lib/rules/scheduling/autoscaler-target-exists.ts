import { typeOf } from '../kubernetes-object';
import { missing } from '../resolve';
import type { Rule } from '../rule';

export const autoscalerTargetExists: Rule = {
  id: 'autoscaler-target-exists',
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
    const complaint = missing({ at: target.at('name'), type, namespace, name }, context);
    if (complaint) yield complaint;
  },
};
