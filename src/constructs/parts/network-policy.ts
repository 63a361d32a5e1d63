import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from './kube-object';
import { componentLabel, type Identity } from './labels';
import { namespaceOf } from './namespace';
import type { ServicePort } from './service-port';

/**
 * Denies all traffic of the namespace's pods except DNS. Policies are additive: `connect` allows each connection where one construct is given
 * another's port.
 *
 * The kubelet's probes need no policy, because a pod's own node can always reach it.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function denyByDefault(scope: Construct): k8s.KubeNetworkPolicy {
  return policy(scope, { name: 'default-deny', labels: componentLabel('network') }, undefined, {
    policyTypes: ['Ingress', 'Egress'],
    egress: [NAME_LOOKUPS],
  });
}

/**
 * Allows a component's pods to connect to ports. Both ends need a policy: `backend-to-elasticsearch` allows the egress and
 * `elasticsearch-from-backend` the ingress.
 */
export function connect(scope: Construct, from: Identity, to: readonly ServicePort[]): k8s.KubeNetworkPolicy[] {
  return byService(to).flatMap((ports) => {
    const { service, selector } = ports[0];
    const out = policy(scope, { name: `${from.name}-to-${service}`, labels: from.labels }, from.selector, {
      policyTypes: ['Egress'],
      egress: [{ to: [pods(selector)], ports: ports.map(tcp) }],
    });
    return [out, ...admit(scope, from.name, [pods(from.selector)], ports, from.labels)];
  });
}

/**
 * Allows peers outside the namespace to connect to ports.
 *
 * @param name the name of the peer in the names of the policies: `backend-from-<name>`
 * @param labels the labels of the policies. Default: the component behind the ports
 */
export function admit(
  scope: Construct,
  name: string,
  from: readonly k8s.NetworkPolicyPeer[],
  to: readonly ServicePort[],
  labels?: Readonly<Record<string, string>>,
): k8s.KubeNetworkPolicy[] {
  return byService(to).map((ports) => {
    const { service, selector } = ports[0];
    return policy(scope, { name: `${service}-from-${name}`, labels: labels ?? componentLabel(service) }, selector, {
      policyTypes: ['Ingress'],
      ingress: [{ from: [...from], ports: ports.map(tcp) }],
    });
  });
}

/** Allows a component's pods to connect to peers outside the namespace: `<component>-to-<name>`. */
export function allowEgress(
  scope: Construct,
  from: Identity,
  name: string,
  rule: { readonly to: readonly k8s.NetworkPolicyPeer[]; readonly ports: readonly number[] },
): k8s.KubeNetworkPolicy {
  const ports = rule.ports.map((number) => ({ port: k8s.IntOrString.fromNumber(number), protocol: 'TCP' }));
  return policy(scope, { name: `${from.name}-to-${name}`, labels: from.labels }, from.selector, {
    policyTypes: ['Egress'],
    egress: [{ to: [...rule.to], ports }],
  });
}

/** All pods of a namespace. */
export function namespacePeer(name: string): k8s.NetworkPolicyPeer {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}

/** A range of addresses, such as `10.0.0.0/20`. */
export function addressPeer(cidr: string): k8s.NetworkPolicyPeer {
  return { ipBlock: { cidr } };
}

/** Any address. */
export const ANYWHERE: readonly k8s.NetworkPolicyPeer[] = ['0.0.0.0/0', '::/0'].map(addressPeer);

const NAME_SERVERS: k8s.NetworkPolicyPeer[] = [
  { ...namespacePeer('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } },
  // NodeLocal DNSCache, where a cluster has it: https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
  addressPeer('169.254.20.10/32'),
];
const NAME_SERVICE: k8s.NetworkPolicyPort[] = ['UDP', 'TCP'].map((protocol) => ({ port: k8s.IntOrString.fromNumber(53), protocol }));

/** Allows DNS, which every policy that restricts egress must do. */
export const NAME_LOOKUPS: k8s.NetworkPolicyEgressRule = { to: NAME_SERVERS, ports: NAME_SERVICE };

function policy(
  scope: Construct,
  { name, labels }: { readonly name: string; readonly labels: Readonly<Record<string, string>> },
  selector: Readonly<Record<string, string>> | undefined,
  spec: Omit<k8s.NetworkPolicySpec, 'podSelector'>,
): k8s.KubeNetworkPolicy {
  return kubeObject(k8s.KubeNetworkPolicy, scope, name, {
    metadata: { name, namespace: namespaceOf(scope), labels },
    // An empty selector selects every pod of the namespace.
    spec: { podSelector: selector ? { matchLabels: selector } : {}, ...spec },
  });
}

function pods(selector: Readonly<Record<string, string>>): k8s.NetworkPolicyPeer {
  return { podSelector: { matchLabels: selector } };
}

function tcp(port: ServicePort): k8s.NetworkPolicyPort {
  return { port: k8s.IntOrString.fromNumber(port.number), protocol: 'TCP' };
}

type Ports = readonly [ServicePort, ...ServicePort[]];

/** The ports grouped by Service, without duplicates. */
function byService(ports: readonly ServicePort[]): Ports[] {
  const services = [...new Set(ports.map(({ service }) => service))];
  return services.map((service) => {
    const own = ports.filter((port) => port.service === service);
    return own.filter((port, index) => own.findIndex(({ number }) => number === port.number) === index) as unknown as Ports;
  });
}
