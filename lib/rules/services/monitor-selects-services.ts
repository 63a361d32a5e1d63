import { textsAt } from '../../availability/json';
import { show } from '../../schema/words';
import type { Rule } from '../rule';
import { servicePorts } from './target';

export const monitorSelectsServices: Rule = {
  id: 'monitor-selects-services',
  title: 'A ServiceMonitor selects a Service of the manifests, and a port that it has',
  why: 'Nothing is scraped, and an alert on what is missing never fires.',
  fix: "Write the Service's own labels, which are not its selector, and the name of one of its ports.",
  appliesTo: ['ServiceMonitor.monitoring.coreos.com'],
  *check({ root, namespace }, { index }) {
    // A monitor of other namespaces watches what other people run.
    if (root.at('spec', 'namespaceSelector').isThere || index.services.in(namespace).length === 0) return;
    const selector = root.at('spec', 'selector');
    const selected = index.services.select(namespace, selector.value);
    if (selected.length === 0) {
      const labels = [...textsAt(selector.value, 'matchLabels')].map(([name, value]) => `${name}=${value}`).join(', ');
      yield {
        at: selector,
        message: `no Service in the namespace '${namespace}' has the labels ${show(labels)}`,
        fix: "write labels of the Service's own metadata",
      };
      return;
    }
    const names = new Set(selected.flatMap((service) => servicePorts(service).flatMap((port) => port.text('name') ?? [])));
    for (const endpoint of root.parts('spec', 'endpoints')) {
      const at = endpoint.at('port');
      const name = at.text();
      if (name !== undefined && !names.has(name))
        yield {
          at,
          message: `the Service has no port ${show(name)}`,
          fix: `write one that it has: ${[...names].join(', ') || 'give its ports names'}`,
        };
    }
  },
};
