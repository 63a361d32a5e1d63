import { inWords } from '../../manifests/identity';
import type { Place } from '../../manifests/place';
import { servicePorts } from '../../manifests/service';
import { textsAt } from '../../manifests/value';
import { choice, show } from '../../manifests/words';
import { maySelectOthersPods } from '../labels';
import type { Complaint, Rule } from '../rule';

export const monitorSelectsServices: Rule = {
  id: 'monitor-selects-services',
  severity: 'warning',
  title: 'A ServiceMonitor selects a Service and one of its ports',
  why: 'Nothing is scraped, and alerts on the missing metrics never fire.',
  fix: 'Use the labels in the metadata of the Service, not its selector, and the name of one of its ports.',
  appliesTo: ['ServiceMonitor.monitoring.coreos.com'],
  *check({ root, namespace }, context) {
    const { services } = context.index;
    // A monitor with a namespaceSelector may select Services that are not in the manifests.
    if (root.at('spec', 'namespaceSelector').isThere || services.in(namespace).length === 0) return;
    const selector = root.at('spec', 'selector');
    const selected = services.select(namespace, selector.value);
    if (selected.length === 0) {
      const labels = textsAt(selector.value, 'matchLabels');
      if (!maySelectOthersPods(namespace, labels, context)) yield selectsNone(selector, labels, namespace);
      return;
    }
    const names = new Set(selected.flatMap((service) => servicePorts(service).flatMap((port) => port.text('name') ?? [])));
    const [first] = selected;
    const none = first && selected.length === 1 ? `${inWords(first)} has no` : `none of the ${selected.length} selected Services has a`;
    for (const endpoint of root.parts('spec', 'endpoints')) {
      const at = endpoint.at('port');
      const name = at.text();
      if (name !== undefined && !names.has(name))
        yield {
          at,
          message: `${none} port ${show(name)}`,
          fix: names.size > 0 ? `use one of its ports: ${choice([...names])}` : 'name the ports of the Service',
        };
    }
  },
};

function selectsNone(selector: Place, labels: ReadonlyMap<string, string>, namespace: string): Complaint {
  const wanted = [...labels].map(([name, value]) => `${name}=${value}`).join(', ');
  const message = `no Service in namespace '${namespace}' ${wanted ? `has the labels ${show(wanted)}` : 'matches the selector'}`;
  return { at: selector, message, fix: 'use the labels in the metadata of the Service' };
}
