import { sources } from '../../../cluster/sources';
import type { OutsideService } from '../../../cluster/yearly-facts';
import type { KubernetesObject } from '../../../manifests/object';
import { nlbRoute } from './aws';
import { type HealthCheck, nodesChecked, silentFor, takenOut } from './health-check';
import { statedSettings } from './limits';
import type { Route } from './route';

/** The route through a Service of type LoadBalancer, by the platform that its annotations name, or else with the check of those that the topology declares. */
export function loadBalancerRoute(service: KubernetesObject, inside: Route, declared: HealthCheck): Route {
  const names = [...service.annotations.keys()];
  if (isNlb(service)) return nlbRoute(service, inside);
  const check = names.some((name) => name.includes('/do-loadbalancer-')) ? digitalOcean(service) : declared;
  const by = `the load balancer of Service ${service.namespace}/${service.name}`;
  if (service.root.text('spec', 'externalTrafficPolicy') !== 'Local') return { ...inside, by, nodes: nodesChecked(by, check) };
  // Only nodes with a ready pod are targets, and they hand nothing on to other nodes.
  return { ...inside, by, lost: { notice: silentFor(check), recover: takenOut(check) } };
}

/** Whether a Network Load Balancer of AWS serves it, as its class or its annotations say. */
export function isNlb(service: KubernetesObject): boolean {
  const className = service.root.text('spec', 'loadBalancerClass') ?? '';
  return className.startsWith('service.k8s.aws/') || [...service.annotations.keys()].some((name) => name.includes('/aws-load-balancer-'));
}

/** Source: digitalocean-cloud-controller-manager, docs/controllers/services/annotations.md: every 3 s, 5 s to answer, three failures. */
function digitalOcean(service: KubernetesObject): HealthCheck {
  const names = ['check-interval-seconds', 'response-timeout-seconds', 'unhealthy-threshold'].map(
    (name) => `service.beta.kubernetes.io/do-loadbalancer-healthcheck-${name}`,
  );
  const { values, stated } = statedSettings(names, [service]);
  const [interval = ofDigitalOcean.interval, timeout = ofDigitalOcean.timeout, threshold = ofDigitalOcean.threshold] = values;
  const source = `health check of the DigitalOcean load balancer of Service ${service.namespace}/${service.name}`;
  return {
    interval,
    timeout,
    threshold,
    ...sources.digitalOcean,
    source,
    basis: values.some((it) => it !== undefined) ? 'manifests' : 'default',
    stated,
  };
}

/** Between DigitalOcean's 11 to 14 s and the 40 s of an NLB. */
const unknownCheck: HealthCheck = {
  interval: 8,
  timeout: 8,
  threshold: 3,
  ends: [11, 40],
  source: 'assumption: every 8 s, 8 s to answer, three failures, as nothing says whose load balancer it is',
  basis: 'assumption',
};

const ofDigitalOcean: HealthCheck = { interval: 3, timeout: 5, threshold: 3, ...sources.digitalOcean, basis: 'default' };

/** The check of the load balancers that a topology declares: whose they are shows in the agreement that it cites. */
export function declaredCheck(balancers: readonly OutsideService[]): HealthCheck {
  const isTheirs = ({ url }: OutsideService) => url === sources.digitalOceanLoadBalancer.url;
  return balancers.length > 0 && balancers.every(isTheirs) ? ofDigitalOcean : unknownCheck;
}
