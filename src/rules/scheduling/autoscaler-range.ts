import type { RefusalRule } from '../rule';

export const autoscalerRange: RefusalRule = {
  id: 'autoscaler-range',
  severity: 'error',
  title: 'An autoscaler has minReplicas no greater than maxReplicas',
  why: 'The API server rejects the object.',
  fix: 'Raise maxReplicas or lower minReplicas.',
  isRefusal: true,
  appliesTo: ['HorizontalPodAutoscaler.autoscaling'],
  *check({ root }) {
    const least = root.at('spec', 'minReplicas');
    const most = root.number('spec', 'maxReplicas');
    if (most === undefined || (least.number() ?? 1) <= most) return;
    yield {
      at: least,
      message: `maxReplicas, ${most}, must be greater than or equal to minReplicas, ${least.value ?? 1}`,
      fix: 'raise maxReplicas or lower minReplicas',
    };
  },
};
