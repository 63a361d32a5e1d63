import { type AdmissionRequest, matchesRequest, selectsNamespace } from '../../manifests/admission-rules';
import { inWords } from '../../manifests/identity';
import type { WorkloadResource } from '../../manifests/object-index';
import { behind } from '../../manifests/service';
import type { Rule } from '../rule';

const podIsCreated: AdmissionRequest = { group: '', resource: 'pods', operations: ['CREATE'] };

export const webhookSparesItself: Rule = {
  id: 'webhook-spares-itself',
  severity: 'warning',
  title: 'A webhook that fails closed does not check the pods that serve it',
  why: 'Once its pods are gone, such as after an upgrade of the nodes, none can be created: the API server asks the webhook, and nobody answers.',
  fix: 'Exempt the namespace of the webhook and kube-system with a namespaceSelector, or write failurePolicy: Ignore.',
  appliesTo: ['ValidatingWebhookConfiguration.admissionregistration.k8s.io', 'MutatingWebhookConfiguration.admissionregistration.k8s.io'],
  *check({ root }, { index }) {
    for (const hook of root.items('webhooks')) {
      const policy = hook.at('failurePolicy');
      // What a CEL expression exempts isn't known.
      if ((policy.text() ?? 'Fail') !== 'Fail' || hook.items('matchConditions').length > 0) continue;
      const reference = hook.at('clientConfig', 'service');
      const namespace = reference.text('namespace') ?? '';
      const service = index.find('Service', namespace, reference.text('name') ?? '');
      // The labels of a namespace that is not in the manifests are not known.
      const isKnown = index.find('Namespace', '', namespace) !== undefined || !hook.at('namespaceSelector').isThere;
      const isChecked = ({ namespace, pod }: WorkloadResource) =>
        matchesRequest(hook, { ...podIsCreated, labels: pod.labels }) && selectsNamespace(hook, namespace, index);
      const own = service && isKnown ? behind(service, index).find(isChecked) : undefined;
      if (!own) continue;
      yield {
        at: policy,
        message: `it refuses pods while it does not answer, those of ${inWords(own)} too, which serve it: once they are gone, none is created`,
        fix: `exempt them: namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [${namespace}, kube-system] }] }`,
      };
    }
  },
};
