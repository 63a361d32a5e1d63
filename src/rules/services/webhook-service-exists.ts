import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { Place } from '../../manifests/place';
import { servicePort, servicePortsInWords } from '../../manifests/service';
import { isOurs, missing } from '../resolve';
import type { Rule } from '../rule';

/** The fields that tell the API server to call a Service. */
const clients: Readonly<Record<string, (root: Place) => readonly Place[]>> = {
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io': (root) => root.parts('webhooks').map((hook) => hook.at('clientConfig')),
  'MutatingWebhookConfiguration.admissionregistration.k8s.io': (root) => root.parts('webhooks').map((hook) => hook.at('clientConfig')),
  'APIService.apiregistration.k8s.io': (root) => [root.at('spec')],
  'CustomResourceDefinition.apiextensions.k8s.io': (root) => [root.at('spec', 'conversion', 'webhook', 'clientConfig')],
};

export const webhookServiceExists: Rule = {
  id: 'webhook-service-exists',
  severity: 'error',
  title: 'A webhook or APIService calls an existing Service and port',
  why: 'With the default failurePolicy, Fail, a webhook that does not answer blocks every change to the objects it covers.',
  fix: 'Correct the name, the namespace or the port of the Service.',
  appliesTo: Object.keys(clients),
  *check(object, context) {
    for (const service of servicesOf(object)) {
      const at = service.at('name');
      const name = at.text();
      const namespace = service.text('namespace') ?? '';
      if (name === undefined || !isOurs(namespace, context)) continue;
      const absent = missing({ at, type: 'Service', namespace, name, namespaceAt: service.at('namespace') }, context);
      if (absent) yield absent;
      const found = context.index.find('Service', namespace, name);
      const port = service.number('port') ?? 443;
      if (!found || servicePort(found, port)) continue;
      yield {
        at: service.at('port'),
        message: `${inWords(found)} has no port ${port}`,
        fix: `use one of its ports: ${servicePortsInWords(found)}`,
      };
    }
  },
};

function servicesOf({ type, root }: KubernetesObject): readonly Place[] {
  return (clients[type]?.(root) ?? []).map((client) => client.at('service'));
}
