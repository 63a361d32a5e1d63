import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { isDnsLabel } from '../../manifests/names';
import { ANYWHERE, addressPeer, namespacePeer } from './network-policy';
import { refuse } from './refuse';
import { shown } from './shown';

/** A receiver of OTLP over HTTP, and how pods reach it. */
export interface OtlpEndpoint {
  /**
   * Its URL without the path of the signal: `http://loki-gateway.monitoring.svc/otlp` of Loki, `http://collector.tracing.svc:4318` of a collector.
   */
  readonly endpoint: string;

  /**
   * The ranges of addresses at which it is reached, such as `10.0.0.0/8`.
   *
   * @default the pods of the namespace that a name such as `loki.monitoring.svc` has; any address for other names
   */
  readonly addresses?: readonly string[];

  /**
   * The port of its pods, if its Service has another: NetworkPolicies see that of the pods.
   *
   * @default the port of the endpoint
   */
  readonly podPort?: number;
}

const CIDR = /^[0-9a-fA-F.:]+\/\d{1,3}$/;

/** Refuses an endpoint that isn't a URL, a wrong range or port. Returns whether it is right. */
export function requireEndpoint(construct: Construct, setting: string, { endpoint, addresses, podPort }: OtlpEndpoint): boolean {
  if (!urlOf(endpoint)) {
    refuse(construct, {
      setting: `${setting}.endpoint`,
      message: `must be a URL of http or https without a query, got ${shown(endpoint)}`,
      fix: 'write one such as http://loki-gateway.monitoring.svc/otlp',
    });
    return false;
  }
  if (addresses !== undefined && !(Array.isArray(addresses) && addresses.length > 0 && addresses.every((it) => CIDR.test(it)))) {
    const message = `must be a list of ranges, got ${shown(addresses)}`;
    refuse(construct, { setting: `${setting}.addresses`, message, fix: "write a list such as ['10.0.0.0/8'], or omit it" });
    return false;
  }
  if (podPort !== undefined && !(Number.isInteger(podPort) && podPort > 0 && podPort < 65_536)) {
    const message = `must be a port, got ${shown(podPort)}`;
    refuse(construct, { setting: `${setting}.podPort`, message, fix: 'write a number from 1 to 65535, or omit it' });
    return false;
  }
  return true;
}

function urlOf(endpoint: unknown): URL | undefined {
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) return undefined;
  const url = new URL(endpoint);
  return /^https?:$/.test(url.protocol) && url.search === '' && url.username === '' ? url : undefined;
}

/** The host of an endpoint. */
export function hostOf({ endpoint }: OtlpEndpoint): string {
  return new URL(endpoint).hostname;
}

/** Where a NetworkPolicy must let pods connect to. */
export function peersOf(at: OtlpEndpoint): { readonly to: readonly k8s.NetworkPolicyPeer[]; readonly ports: readonly number[] } {
  const { port, protocol, hostname } = new URL(at.endpoint);
  const namespace = namespaceIn(hostname);
  const inside = namespace !== undefined && !at.addresses;
  return {
    to: inside ? [namespacePeer(namespace)] : (at.addresses?.map(addressPeer) ?? ANYWHERE),
    ports: [at.podPort ?? (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port))],
  };
}

/** The namespace of a Service's name in the cluster's DNS, such as `loki.monitoring.svc`. */
function namespaceIn(hostname: string): string | undefined {
  const [service, namespace, ...rest] = hostname.split('.');
  const isService = rest.join('.') === 'svc' || rest.join('.') === 'svc.cluster.local';
  return isService && isDnsLabel(service) && isDnsLabel(namespace) ? namespace : undefined;
}
