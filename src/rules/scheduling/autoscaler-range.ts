import type { Rule } from '../rule';

export const autoscalerRange: Rule = {
  id: 'autoscaler-range',
  severity: 'error',
  title: 'The least replicas of an autoscaler are not above the most',
  why: 'The API server refuses the object.',
  fix: 'Raise maxReplicas or lower minReplicas.',
  appliesTo: ['HorizontalPodAutoscaler.autoscaling'],
  *check({ root }) {
    const least = root.at('spec', 'minReplicas');
    const most = root.number('spec', 'maxReplicas');
    if (most === undefined || (least.number() ?? 1) <= most) return;
    yield {
      at: least,
      message: `minReplicas, ${least.value ?? 1}, is above maxReplicas, ${most}`,
      fix: 'raise maxReplicas or lower minReplicas',
    };
  },
};
