import { sources } from '../../../cluster/sources';
import type { KubernetesObject } from '../../../manifests/object';
import { after, between, exactly, shorter } from '../estimate';
import type { Estimate } from '../risk';
import { type HealthCheck, nodesChecked, refusedFor, silentFor, takenOut } from './health-check';
import { statedSettings } from './limits';
import type { Route } from './route';
import { containerEnds } from './service';

/**
 * Until a target that the controller has taken out gets nothing more. AWS publishes no figure. Behind an ALB under load, a preStop hook of 5 s was too short and one of 25 s
 * was enough; an NLB was seen to send connections for two minutes, whatever its deregistration delay.
 *
 * Source: kubernetes-sigs/aws-load-balancer-controller, issues 1064 and 2366: what users saw, not what AWS says.
 */
const deregistration = {
  alb: between(5, 10, 25, { ...sources.albDeregistration, basis: 'assumption' }),
  nlb: between(5, 120, 180, { ...sources.nlbDeregistration, basis: 'assumption' }),
} as const;

/**
 * A load balancer has an address in each of its zones, and DNS answers with all of them. AWS takes that of a lost zone out of DNS and doesn't say how soon; an answer may
 * be 60 s old. Browsers try the next address where one doesn't answer; many other clients don't, and both may take longer than people wait.
 */
function addressesOf(by: string): NonNullable<Route['addresses']> {
  return {
    by,
    notice: between(10, 60, 120, {
      source: 'assumption: AWS takes the address of a lost zone out of DNS in a minute',
      basis: 'assumption',
    }),
    recover: between(0, 60, 120, { ...sources.loadBalancerAddresses, basis: 'default', because: 'some resolvers keep answers for longer' }),
    failing: between(0.1, 0.5, 1, {
      source: 'assumption: half of the clients try another address in time',
      basis: 'assumption',
      because: 'half of the clients try another address in time',
    }),
  };
}

const noRetry = exactly(1, { source: 'load balancers of AWS send a failed request to no other target', basis: 'default' });

const ALB_SETTINGS = ['healthcheck-interval-seconds', 'healthcheck-timeout-seconds', 'unhealthy-threshold-count'].map(
  (name) => `alb.ingress.kubernetes.io/${name}`,
);
const NLB_SETTINGS = ['interval', 'timeout', 'unhealthy-threshold'].map(
  (name) => `service.beta.kubernetes.io/aws-load-balancer-healthcheck-${name}`,
);

const ofAlb = { interval: 15, timeout: 5, threshold: 2 };

/** Whether an ALB's targets have less time to answer than there is between two checks. AWS refuses anything else. */
export function answersInTime([interval = ofAlb.interval, timeout = ofAlb.timeout]: readonly (number | undefined)[]): boolean {
  return timeout < interval;
}

/**
 * An Application Load Balancer. Annotations of the Service go before those of the Ingress, and a value that AWS refuses sets nothing: the default is counted.
 *
 * Source: kubernetes-sigs/aws-load-balancer-controller, docs/guide/ingress/annotations.md and pkg/ingress/model_builder.go: every 15 s, 5 s to answer, two failures, target
 * type `instance`.
 */
export function albRoute(ingress: KubernetesObject, service: KubernetesObject, inside: Route): Route {
  const read = (key: string): string | undefined => service.annotations.get(key) ?? ingress.annotations.get(key);
  const { values, stated } = statedSettings(ALB_SETTINGS, [service, ingress]);
  // AWS refuses both where targets would have more time to answer than there is between two checks.
  const isTaken = answersInTime(values);
  const [interval, timeout] = isTaken ? values : [];
  const [, , threshold] = values;
  const source = `health check of the ALB of Ingress ${ingress.namespace}/${ingress.name}`;
  const check: HealthCheck = {
    interval: interval ?? ofAlb.interval,
    timeout: timeout ?? ofAlb.timeout,
    threshold: threshold ?? ofAlb.threshold,
    ...sources.alb,
    source,
    basis: [interval, timeout, threshold].some((it) => it !== undefined) ? 'manifests' : 'default',
    ...(isTaken ? { stated } : {}),
  };
  const by = `the ALB of Ingress ${ingress.namespace}/${ingress.name}`;
  return (read('alb.ingress.kubernetes.io/target-type') ?? 'instance') === 'ip'
    ? toPods(by, check, inside, deregistration.alb)
    : toNodes(by, check, inside);
}

/**
 * A Network Load Balancer of a Service.
 *
 * Source: kubernetes-sigs/aws-load-balancer-controller, docs/guide/service/annotations.md and pkg/service/model_builder.go: every 10 s, 10 s to answer, three failures; with
 * nodes as targets and externalTrafficPolicy Local 6 s to answer and two failures.
 */
export function nlbRoute(service: KubernetesObject, inside: Route): Route {
  const read = (name: string) => service.annotations.get(`service.beta.kubernetes.io/aws-load-balancer-${name}`);
  const byIp = read('nlb-target-type') === 'ip' || read('type') === 'nlb-ip';
  const isLocal = service.root.text('spec', 'externalTrafficPolicy') === 'Local' && !byIp;
  const { values, stated } = statedSettings(NLB_SETTINGS, [service]);
  const [interval = 10, timeout = isLocal ? 6 : 10, threshold = isLocal ? 2 : 3] = values;
  const source = `health check of the NLB of Service ${service.namespace}/${service.name}`;
  const check: HealthCheck = {
    interval,
    timeout,
    threshold,
    ...sources.nlb,
    source,
    basis: values.some((it) => it !== undefined) ? 'manifests' : 'default',
    stated,
  };
  const by = `the NLB of Service ${service.namespace}/${service.name}`;
  if (byIp) return toPods(by, check, inside, deregistration.nlb);
  return isLocal ? { ...toPods(by, check, inside, deregistration.nlb), terminating: inside.terminating } : toNodes(by, check, inside);
}

/**
 * Whether a Network Load Balancer sends what reaches its address in one zone to targets of other zones.
 *
 * Source: AWS, elb-dns-cross-zone-balance-configuration: off by default; kubernetes-sigs/aws-load-balancer-controller, docs/guide/service/annotations.md.
 */
export function crossesZones({ annotations }: KubernetesObject): boolean {
  const prefix = 'service.beta.kubernetes.io/aws-load-balancer-';
  const attributes = annotations.get(`${prefix}attributes`)?.split(',') ?? [];
  return (
    attributes.some((it) => it.trim() === 'load_balancing.cross_zone.enabled=true') ||
    annotations.get(`${prefix}cross-zone-load-balancing-enabled`) === 'true'
  );
}

/** Pods are the targets: whoever is first, the check or the controller that takes a lost node's pods out. */
function toPods(by: string, check: HealthCheck, inside: Route, deregistered: Estimate): Route {
  return {
    by,
    lost: { notice: shorter(silentFor(check), after(inside.lost.notice, deregistered)), recover: takenOut(check) },
    crashed: { notice: containerEnds, recover: shorter(deregistered, refusedFor(check)) },
    terminating: deregistered,
    failing: noRetry,
    refused: noRetry,
    addresses: addressesOf(by),
  };
}

/** Nodes are the targets, and the node that takes a request hands it on as a Service does. */
function toNodes(by: string, check: HealthCheck, inside: Route): Route {
  return { ...inside, by, nodes: nodesChecked(by, check), addresses: addressesOf(by) };
}
