import { typeOf } from '../../manifests/scope';
import { show } from '../../manifests/words';
import type { Rule } from '../rule';

/** What metrics-server measures. */
const measured = ['cpu', 'memory'];

export const autoscalerMetricIsRequested: Rule = {
  id: 'autoscaler-metric-is-requested',
  severity: 'error',
  title: 'What an autoscaler measures in percent, every container requests',
  why: 'The percentage is one of the requests: where a container has none, or the resource is unknown, nothing is scaled.',
  fix: 'Request the resource in each container, measure one container alone, or measure an average value.',
  appliesTo: ['HorizontalPodAutoscaler.autoscaling'],
  *check({ root, namespace }, { index }) {
    const target = root.at('spec', 'scaleTargetRef');
    const type = typeOf(target.text('apiVersion') ?? '', target.text('kind') ?? '');
    const containers = index.find(type, namespace, target.text('name') ?? '')?.pod?.spec.parts('containers') ?? [];
    // A LimitRange may give a request to those that have none.
    const given = index.ofType('LimitRange').some((range) => range.namespace === namespace);
    for (const resource of root.parts('spec', 'metrics').map((metric) => metric.at('resource'))) {
      const at = resource.at('name');
      const name = at.text();
      if (name === undefined) continue;
      if (!measured.includes(name)) {
        yield { at, message: `nobody measures ${show(name)} of pods`, fix: `write one of ${measured.join(' and ')}` };
        continue;
      }
      const asks = (part: string, container: (typeof containers)[number]) => container.at('resources', part, name).isThere;
      const without = containers.find((container) => !asks('requests', container) && !asks('limits', container));
      if (given || !without || resource.text('target', 'type') !== 'Utilization') continue;
      const message = `the container ${show(without.text('name'))} requests no ${name}, of which this is a percentage`;
      yield { at, message, fix: `request ${name} in every container, or measure an averageValue` };
    }
  },
};
