import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { settingsOf } from '../workload/settings';
import { wholeNumber } from './routes/limits';

/** How soon Elasticsearch sees that a node is gone, in seconds. */
export interface FaultDetection {
  /** The elected master looks after the others. */
  readonly follower: number;
  /** The others look after the master. */
  readonly leader: number;
  /** A publication waits so long for a node that doesn't answer. */
  readonly publish: number;
  /** Whether any of that stands in the manifests, with a value that Elasticsearch takes. */
  readonly isStated: boolean;
}

const checks = { interval: 1, timeout: 10, retries: 3 };
/** Versions before 7 have one kind of check. */
const zen = { interval: 1, timeout: 30, retries: 3 };
const publish = 30;

/**
 * The fault detection of a cluster: so many checks in a row that aren't answered, the next one an interval after the last.
 *
 * Source: Elasticsearch reference 7.0 to 9.x, Discovery and cluster formation settings, and elastic/elasticsearch, LeaderChecker, FollowersChecker and Coordinator: interval
 * 1s, timeout 10s, retry_count 3, cluster.publish.timeout 30s; 6.x, Zen fault detection (FaultDetection): ping_interval 1s, ping_timeout 30s, ping_retries 3,
 * discovery.zen.commit_timeout 30s.
 */
export function faultDetection(resource: WorkloadResource, index: ObjectIndex): FaultDetection {
  const settings = new Map(settingsOf(resource, index).map(({ key, value }) => [dotted(key), value]));
  const stated = new Set<string>();
  const read = (name: string): number | undefined => {
    const value = detectionSetting(name, settings.get(name));
    if (value !== undefined) stated.add(name);
    return value;
  };
  const isOld = majorOf(resource) < 7;
  const of = (prefix: string, names: readonly string[], defaults: typeof checks): number => {
    const [interval = defaults.interval, timeout = defaults.timeout, retries = defaults.retries] = names.map((name) => read(prefix + name));
    return retries * (interval + timeout);
  };
  const current = ['interval', 'timeout', 'retry_count'];
  const former = ['ping_interval', 'ping_timeout', 'ping_retries'];
  const both = isOld ? of('discovery.zen.fd.', former, zen) : undefined;
  return {
    follower: both ?? of('cluster.fault_detection.follower_check.', current, checks),
    leader: both ?? of('cluster.fault_detection.leader_check.', current, checks),
    publish: read(isOld ? 'discovery.zen.commit_timeout' : 'cluster.publish.timeout') ?? publish,
    isStated: stated.size > 0,
  };
}

const isDetection =
  /^(cluster\.fault_detection\.(follower|leader)_check|discovery\.zen\.fd)\.(ping_)?(interval|timeout|retry_count|retries)$/;

/** What Elasticsearch takes for a setting of its fault detection, in words; undefined for any other setting. */
export function detectionLimits(name: string): string | undefined {
  if (/^(cluster\.publish\.timeout|discovery\.zen\.commit_timeout)$/.test(name)) return 'a time of at least 1ms with its unit, such as 30s';
  if (!isDetection.test(name)) return undefined;
  if (/retr/.test(name)) return 'a whole number from 1 up';
  return `a time of at least ${name.endsWith('interval') ? '100ms' : '1ms'} with its unit, such as 10s`;
}

const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * A setting of the fault detection in seconds, or as a number of retries; undefined where Elasticsearch refuses the value, and doesn't start with it.
 *
 * Source: elastic/elasticsearch, FollowersChecker and LeaderChecker: intervals from 100 ms, timeouts from 1 ms, retry_count from 1; TimeValue: a unit is required.
 */
export function detectionSetting(name: string, text: string | undefined): number | undefined {
  const written = text?.replace(/["']/g, '').trim();
  if (/retr/.test(name)) return wholeNumber(written, { least: 1, most: 999_999_999 });
  const [, digits, unit = ''] = /^(\d{1,6}(?:\.\d+)?)\s*(ms|s|m|h|d)$/i.exec(written ?? '') ?? [];
  const seconds = Number(digits) * (units[unit.toLowerCase()] ?? Number.NaN);
  return seconds >= (name.endsWith('interval') ? 0.1 : 0.001) ? seconds : undefined;
}

/** `ES_SETTING_CLUSTER_FAULT__DETECTION_…` is `cluster.fault_detection.…`. */
export function dotted(key: string): string {
  if (!key.startsWith('ES_SETTING_')) return key;
  const words = key.slice('ES_SETTING_'.length).toLowerCase().split('__');
  return words.map((word) => word.replaceAll('_', '.')).join('_');
}

/** The major version that an image's tag names; the newest where it names none. */
export function majorOf({ pod }: WorkloadResource): number {
  const majors = pod.containers.flatMap((container) => /elasticsearch[^:]*:(\d+)\./.exec(container.text('image') ?? '')?.[1] ?? []);
  return majors.length > 0 ? Number(majors[0]) : Number.POSITIVE_INFINITY;
}
