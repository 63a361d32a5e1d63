import { HEALTH_CHECK } from '../../../manifests/entry-failover';
import type { Context } from '../../verdict/context';
import { annotate, annotationsOf, type Draft, type Edit, edited, type Lever, objectOf } from './edit';
import { isIngressOf } from './ingress';

const { interval, timeout, failures } = HEALTH_CHECK;
const inWords = `every ${interval} s, with ${timeout} s to answer, and take them out after ${failures} failures`;
const idle = 'they are as fast already';

const alb = 'alb.ingress.kubernetes.io/';
const nlb = 'service.beta.kubernetes.io/aws-load-balancer-';
const digitalOcean = 'service.beta.kubernetes.io/do-loadbalancer-';

/** The fastest that an ALB takes. Annotations of the Service go before those of the Ingress. */
function albChecks(draft: Draft, context: Context): boolean {
  const isOwn = draft['kind'] === 'Service' && annotationsOf(draft).some((key) => key.startsWith(`${alb}healthcheck-`));
  return (
    (isOwn || isIngressOf('alb', draft, context)) &&
    annotate(draft, checks(`${alb}healthcheck-`, '-seconds', `${alb}unhealthy-threshold-count`))
  );
}

function nlbChecks(draft: Draft): boolean {
  const isOf = annotationsOf(draft).some((key) => key.startsWith(nlb));
  const isClass = String(objectOf(draft['spec'])?.['loadBalancerClass'] ?? '').startsWith('service.k8s.aws/');
  if (draft['kind'] !== 'Service' || !(isOf || isClass)) return false;
  return annotate(draft, checks(`${nlb}healthcheck-`, '', `${nlb}healthcheck-unhealthy-threshold`));
}

function checks(prefix: string, unit: string, threshold: string): Readonly<Record<string, string>> {
  return { [`${prefix}interval${unit}`]: String(interval), [`${prefix}timeout${unit}`]: String(timeout), [threshold]: String(failures) };
}

/** DigitalOcean's checks come every 3 s at most, and wait for 3 s at least. */
function digitalOceanChecks(draft: Draft): boolean {
  if (draft['kind'] !== 'Service' || !annotationsOf(draft).some((key) => key.startsWith(digitalOcean))) return false;
  const values = { 'check-interval-seconds': '3', 'response-timeout-seconds': '3', 'unhealthy-threshold': '2' };
  return annotate(draft, Object.fromEntries(Object.entries(values).map(([key, value]) => [`${digitalOcean}healthcheck-${key}`, value])));
}

const edits: readonly Edit[] = [
  { change: `check the targets of ALBs ${inWords}`, idle, apply: edited(albChecks) },
  { change: `check the targets of NLBs ${inWords}`, idle, apply: edited(nlbChecks) },
  {
    change: 'check the targets of DigitalOcean load balancers every 3 s, with 3 s to answer, and take them out after 2 failures',
    idle,
    apply: edited(digitalOceanChecks),
  },
];

/** A lost pod or node gets no more requests sooner. */
export const healthChecks: Lever = {
  name: 'faster health checks',
  edits,
  otherwise: 'the manifests have no load balancer whose checks they could set',
};
