import { inWords } from '../../manifests/identity';
import { selectorOf } from '../../manifests/service';
import { missing } from '../resolve';
import type { Rule } from '../rule';
import { namesPods } from './pod-names';

export const governingService: Rule = {
  id: 'governing-service',
  severity: 'error',
  title: 'The serviceName of a StatefulSet is a headless Service that selects its pods',
  why: 'Pod names such as db-0.db resolve only through this Service, so without it the members of a cluster cannot find each other. Where nothing in the manifests contains such a name, it is only a hint.',
  fix: 'Set serviceName to a Service with clusterIP: None that selects the pods.',
  appliesTo: ['StatefulSet.apps'],
  *check({ root, pod, namespace }, context) {
    const at = root.at('spec', 'serviceName');
    const name = at.text();
    if (name === undefined || !pod) return;
    // Without such a Service the pods run as well: only their names don't resolve.
    const severity = namesPods(name, namespace, context.index) ? 'error' : 'hint';
    const absent = missing({ at, type: 'Service', namespace, name }, context);
    if (absent) return yield absent.severity === 'hint' ? { ...absent, severity } : absent;
    const service = context.index.find('Service', namespace, name);
    if (!service) return;
    const labels = [...selectorOf(service)];
    if (labels.length > 0 && !labels.every(([label, value]) => pod.labels.get(label) === value)) {
      yield {
        severity,
        at,
        message: `${inWords(service)} does not select the pods of this StatefulSet`,
        fix: 'correct the selector of the Service, or name another Service',
      };
    }
    if (service.root.text('spec', 'clusterIP') !== 'None') {
      yield {
        // CoreDNS answers for the pods of any Service.
        severity: 'hint',
        at,
        message: `${inWords(service)} is not headless: only a headless Service reliably gives pods DNS names`,
        fix: 'name a Service with clusterIP: None',
      };
    }
  },
};
