import { show } from '../../manifests/words';
import type { Rule } from '../rule';

/** The resources that metrics-server measures. */
const measured = ['cpu', 'memory'];

export const autoscalerMetricIsRequested: Rule = {
  id: 'autoscaler-metric-is-requested',
  severity: 'error',
  title: 'Every container requests the resource that an autoscaler targets',
  why: 'Utilization is a percentage of the request. If a container has no request, or the resource is not measured, the autoscaler does nothing.',
  fix: 'Request the resource in every container, or target a ContainerResource metric or an averageValue.',
  appliesTo: ['HorizontalPodAutoscaler.autoscaling'],
  *check(object, { index }) {
    const { root, namespace } = object;
    const containers = index.scaledBy(object)?.pod?.spec.parts('containers') ?? [];
    // A LimitRange may set default requests.
    const given = index.ofType('LimitRange').some((range) => range.namespace === namespace);
    for (const resource of root.parts('spec', 'metrics').map((metric) => metric.at('resource'))) {
      const at = resource.at('name');
      const name = at.text();
      if (name === undefined) continue;
      if (!measured.includes(name)) {
        yield { at, message: `unsupported resource metric ${show(name)}`, fix: `write ${measured.join(' or ')}` };
        continue;
      }
      const asks = (part: string, container: (typeof containers)[number]) => container.at('resources', part, name).isThere;
      const without = containers.find((container) => !asks('requests', container) && !asks('limits', container));
      if (given || !without || resource.text('target', 'type') !== 'Utilization') continue;
      const message = `container ${show(without.text('name'))} has no ${name} request, so utilization cannot be computed`;
      yield { at, message, fix: `request ${name} in every container, or target an averageValue` };
    }
  },
};
