import type { KubernetesObject } from '../../../manifests/object';

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

/** A health check's settings as annotations have them, and which count, in words: of several objects the first that has one decides. */
export interface StatedSettings {
  /** In the order of the names; undefined where nothing is written, or what the software refuses. */
  readonly values: readonly (number | undefined)[];
  /** Such as `alb.ingress.kubernetes.io/healthcheck-interval-seconds: '5' of Ingress shop/public`. */
  readonly stated?: string;
}

/** Reads annotations in {@link healthCheckLimits}. */
export function statedSettings(names: readonly string[], objects: readonly KubernetesObject[]): StatedSettings {
  const found = names.map((name) => {
    const object = objects.find(({ annotations }) => annotations.has(name));
    const text = object?.annotations.get(name);
    return { value: healthCheckSetting(name, text), told: `${name}: '${text}' of ${object?.kind} ${object?.namespace}/${object?.name}` };
  });
  const told = found.flatMap((it) => (it.value === undefined ? [] : [it.told]));
  return { values: found.map(({ value }) => value), ...(told.length > 0 ? { stated: told.join(', ') } : {}) };
}

/** The number of an annotation in {@link healthCheckLimits}. */
export function healthCheckSetting(name: string, text: string | undefined): number | undefined {
  const limits = healthCheckLimits.get(name);
  return limits && wholeNumber(text, limits);
}
