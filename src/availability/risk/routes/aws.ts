import type { KubernetesObject } from '../../../manifests/object';
import { after, between, exactly, shorter } from '../estimate';
import { atOnce, type HealthCheck, nodesChecked, refusedFor, secondsIn, silentFor } from './health-check';
import type { Route } from './route';
import { containerEnds } from './service';

/** Until a target that the controller has taken out gets nothing more. AWS publishes no figure. */
const deregistration = between(5, 10, 20, {
  source: 'assumption: AWS Load Balancer Controller and the API of AWS',
  basis: 'assumption',
});

const noRetry = exactly(1, { source: 'load balancers of AWS send a failed request to no other target', basis: 'default' });

/**
 * An Application Load Balancer. Annotations of the Service go before those of the Ingress.
 *
 * Source: kubernetes-sigs.github.io/aws-load-balancer-controller, Ingress annotations: every 15 s, 5 s to answer, two failures, target type `instance`.
 */
export function albRoute(ingress: KubernetesObject, service: KubernetesObject, inside: Route): Route {
  const read = (name: string): string | undefined => {
    const key = `alb.ingress.kubernetes.io/${name}`;
    return service.annotations.get(key) ?? ingress.annotations.get(key);
  };
  const settings = ['healthcheck-interval-seconds', 'healthcheck-timeout-seconds', 'unhealthy-threshold-count'].map(read);
  const [interval = 15, timeout = 5, threshold = 2] = settings.map(secondsIn);
  const source = `health check of the ALB of Ingress ${ingress.namespace}/${ingress.name}`;
  const check: HealthCheck = { interval, timeout, threshold, source, basis: settings.some(Boolean) ? 'manifests' : 'default' };
  const by = `the ALB of Ingress ${ingress.namespace}/${ingress.name}`;
  return (read('target-type') ?? 'instance') === 'ip' ? toPods(by, check, inside) : toNodes(by, check, inside);
}

/**
 * A Network Load Balancer of a Service.
 *
 * Source: kubernetes-sigs.github.io/aws-load-balancer-controller, Service annotations: every 10 s, 10 s to answer, three failures; with nodes as targets and
 * externalTrafficPolicy Local 6 s to answer and two failures (pkg/service/model_builder.go).
 */
export function nlbRoute(service: KubernetesObject, inside: Route): Route {
  const read = (name: string) => service.annotations.get(`service.beta.kubernetes.io/aws-load-balancer-${name}`);
  const byIp = read('nlb-target-type') === 'ip' || read('type') === 'nlb-ip';
  const isLocal = service.root.text('spec', 'externalTrafficPolicy') === 'Local' && !byIp;
  const settings = ['healthcheck-interval', 'healthcheck-timeout', 'healthcheck-unhealthy-threshold'].map(read);
  const [interval = 10, timeout = isLocal ? 6 : 10, threshold = isLocal ? 2 : 3] = settings.map(secondsIn);
  const source = `health check of the NLB of Service ${service.namespace}/${service.name}`;
  const check: HealthCheck = { interval, timeout, threshold, source, basis: settings.some(Boolean) ? 'manifests' : 'default' };
  const by = `the NLB of Service ${service.namespace}/${service.name}`;
  if (byIp) return toPods(by, check, inside);
  return isLocal ? { ...toPods(by, check, inside), terminating: inside.terminating } : toNodes(by, check, inside);
}

/** Pods are the targets: whoever is first, the check or the controller that takes a lost node's pods out. */
function toPods(by: string, check: HealthCheck, inside: Route): Route {
  return {
    by,
    lost: { notice: shorter(silentFor(check), after(inside.lost.notice, deregistration)), recover: atOnce },
    crashed: { notice: containerEnds, recover: shorter(deregistration, refusedFor(check)) },
    terminating: deregistration,
    failing: noRetry,
    refused: noRetry,
  };
}

/** Nodes are the targets, and the node that takes a request hands it on as a Service does. */
function toNodes(by: string, check: HealthCheck, inside: Route): Route {
  return { ...inside, by, nodes: nodesChecked(check) };
}
