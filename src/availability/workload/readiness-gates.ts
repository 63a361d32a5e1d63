import { backendsOf, routeTypes } from '../../manifests/backends';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { behind } from '../../manifests/service';
import { controllerOf, gatewayControllersOf } from './entry-controllers';

/**
 * By this label of a Namespace the AWS Load Balancer Controller gives each new pod behind its load balancers a condition of readiness, which is true once they find it healthy.
 *
 * GKE's condition `cloud.google.com/load-balancer-neg-ready` keeps no pod waiting forever, so nothing is read of it: it is true at once for pods behind no network endpoint
 * group, and ten minutes after a pod was made whatever the load balancer finds.
 *
 * Source: kubernetes-sigs.github.io/aws-load-balancer-controller, Pod readiness gate; its chart, templates/webhook.yaml; kubernetes/ingress-gce,
 * pkg/neg/readiness/reflector.go, getExpectedNegCondition and unreadyTimeout.
 */
const GATE = { label: 'elbv2.k8s.aws/pod-readiness-gate-inject', value: 'enabled' } as const;

/** The label of a namespace by which its pods wait for their load balancers, as part of a sentence. */
export function gateOf(namespace: string, index: ObjectIndex): string | undefined {
  const labelled = index.all('Namespace', '', namespace).find(({ labels }) => labels.get(GATE.label) === GATE.value);
  return labelled && `${GATE.label} of ${idOf(labelled)}`;
}

/** Why pods with such a condition may never be ready: nothing in the manifests says which load balancer finds them healthy. As sentences. */
export function gateDoubts(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  const { namespace } = workload;
  const gate = gateOf(namespace, index);
  if (gate === undefined) return [];
  const bindings = index.ofType('TargetGroupBinding.elbv2.k8s.aws').filter((it) => it.namespace === namespace && bindsPods(it));
  const binding = bindings.find((it) => leadsTo(workload, it, index));
  if (binding)
    return [`by ${gate} its pods are not ready until a load balancer finds them healthy, and which one uses ${idOf(binding)} is not known`];
  return bindings.length > 0 || balanced(index).has(namespace)
    ? []
    : [`by ${gate} its pods may wait for a load balancer of AWS, and the manifests have none for that namespace`];
}

/** With instances as targets it adds no condition. */
function bindsPods({ root }: KubernetesObject): boolean {
  return root.text('spec', 'targetType') !== 'instance';
}

function leadsTo(workload: WorkloadResource, { root }: KubernetesObject, index: ObjectIndex): boolean {
  const services = index.all('Service', workload.namespace, root.text('spec', 'serviceRef', 'name') ?? '');
  return services.some((service) => behind(service, index).includes(workload));
}

const known = new WeakMap<ObjectIndex, ReadonlySet<string>>();

/** The namespaces with targets of load balancers that the controller may make for objects of the manifests. */
function balanced(index: ObjectIndex): ReadonlySet<string> {
  const found = known.get(index) ?? new Set(index.objects.flatMap((object) => (mayBeOfAws(object, index) ? targetsOf(object) : [])));
  known.set(index, found);
  return found;
}

function targetsOf(object: KubernetesObject): readonly string[] {
  return object.type === 'Service' ? [object.namespace] : backendsOf(object).map(({ namespace }) => namespace);
}

/** Whether a load balancer of AWS may act on an entry point: nothing says that it is somebody else's. */
export function mayBeOfAws(object: KubernetesObject, index: ObjectIndex): boolean {
  if (object.type === 'Service') return object.root.text('spec', 'type') === 'LoadBalancer';
  if (object.type === 'Ingress.networking.k8s.io') return ['alb', 'unknown'].includes(controllerOf(object, index));
  return (
    routeTypes.includes(object.type) &&
    gatewayControllersOf(object, index).some((it) => it === undefined || it.startsWith('gateway.k8s.aws/'))
  );
}
