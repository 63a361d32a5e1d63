/** The whole numbers that the software takes for a setting. */
export interface Limits {
  readonly least: number;
  readonly most: number;
}

const [interval, timeout, failures]: readonly [Limits, Limits, Limits] = [
  { least: 5, most: 300 },
  { least: 2, most: 120 },
  { least: 2, most: 10 },
];
const ofDigitalOcean: Limits = { least: 3, most: 300 };

const alb = 'alb.ingress.kubernetes.io/';
const nlb = 'service.beta.kubernetes.io/aws-load-balancer-healthcheck-';
const digitalOcean = 'service.beta.kubernetes.io/do-loadbalancer-healthcheck-';

/**
 * The annotations of a load balancer's health check, in seconds and failures in a row.
 *
 * Source: Elastic Load Balancing API reference, CreateTargetGroup: HealthCheckIntervalSeconds 5 to 300, HealthCheckTimeoutSeconds 2 to 120, UnhealthyThresholdCount
 * 2 to 10; digitalocean-cloud-controller-manager, docs/controllers/services/annotations.md: 3 to 300 s, 2 to 10 failures.
 */
export const healthCheckLimits: ReadonlyMap<string, Limits> = new Map([
  [`${alb}healthcheck-interval-seconds`, interval],
  [`${alb}healthcheck-timeout-seconds`, timeout],
  [`${alb}unhealthy-threshold-count`, failures],
  [`${nlb}interval`, interval],
  [`${nlb}timeout`, timeout],
  [`${nlb}unhealthy-threshold`, failures],
  [`${digitalOcean}check-interval-seconds`, ofDigitalOcean],
  [`${digitalOcean}response-timeout-seconds`, ofDigitalOcean],
  [`${digitalOcean}unhealthy-threshold`, failures],
]);

/** The number of a setting; undefined where it has none, or one that the software refuses. */
export function wholeNumber(text: string | undefined, { least, most }: Limits): number | undefined {
  const value = /^\d{1,9}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

/** The number of an annotation in {@link healthCheckLimits}. */
export function healthCheckSetting(name: string, text: string | undefined): number | undefined {
  const limits = healthCheckLimits.get(name);
  return limits && wholeNumber(text, limits);
}
