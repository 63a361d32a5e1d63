import { HEALTH_CHECK } from '../../../manifests/entry-failover';
import type { Draft } from '../../advice/drafts';
import type { Context } from '../../verdict/context';
import { annotate, annotationsOf, type Edit, edited, type Lever, objectOf } from './edit';
import { isIngressOf } from './ingress';

const { interval, timeout, failures } = HEALTH_CHECK;
const inWords = `every ${interval} s, with ${timeout} s to answer, and take them out after ${failures} failures`;
const idle = 'they are as fast already';

const alb = 'alb.ingress.kubernetes.io/';
const nlb = 'service.beta.kubernetes.io/aws-load-balancer-';
const digitalOcean = 'service.beta.kubernetes.io/do-loadbalancer-';

/** Annotations of the Service go before those of the Ingress. */
function isCheckedByAlb(draft: Draft, context: Context): boolean {
  const isOwn = draft['kind'] === 'Service' && annotationsOf(draft).some((key) => key.startsWith(`${alb}healthcheck-`));
  return isOwn || isIngressOf('alb', draft, context);
}

/** The fastest that an ALB takes. */
const albChecks = checks(`${alb}healthcheck-`, '-seconds', `${alb}unhealthy-threshold-count`);

function isCheckedByNlb(draft: Draft): boolean {
  const isOf = annotationsOf(draft).some((key) => key.startsWith(nlb));
  const isClass = String(objectOf(draft['spec'])?.['loadBalancerClass'] ?? '').startsWith('service.k8s.aws/');
  return draft['kind'] === 'Service' && (isOf || isClass);
}

const nlbChecks = checks(`${nlb}healthcheck-`, '', `${nlb}healthcheck-unhealthy-threshold`);

function checks(prefix: string, unit: string, threshold: string): Readonly<Record<string, string>> {
  return { [`${prefix}interval${unit}`]: String(interval), [`${prefix}timeout${unit}`]: String(timeout), [threshold]: String(failures) };
}

function isCheckedByDigitalOcean(draft: Draft): boolean {
  return draft['kind'] === 'Service' && annotationsOf(draft).some((key) => key.startsWith(digitalOcean));
}

/** DigitalOcean's checks come every 3 s at most, and wait for 3 s at least. */
const digitalOceanChecks = {
  [`${digitalOcean}healthcheck-check-interval-seconds`]: '3',
  [`${digitalOcean}healthcheck-response-timeout-seconds`]: '3',
  [`${digitalOcean}healthcheck-unhealthy-threshold`]: '2',
};

const edits: readonly Edit[] = [
  { change: `check the targets of ALBs ${inWords}`, idle, apply: edited(isCheckedByAlb, (copy) => annotate(copy, albChecks)) },
  { change: `check the targets of NLBs ${inWords}`, idle, apply: edited(isCheckedByNlb, (copy) => annotate(copy, nlbChecks)) },
  {
    change: 'check the targets of DigitalOcean load balancers every 3 s, with 3 s to answer, and take them out after 2 failures',
    idle,
    apply: edited(isCheckedByDigitalOcean, (copy) => annotate(copy, digitalOceanChecks)),
  },
];

/** A lost pod or node gets no more requests sooner. */
export const healthChecks: Lever = {
  name: 'faster health checks',
  edits,
  otherwise: 'the manifests have no load balancer whose checks they could set',
};
