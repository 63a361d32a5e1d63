import type { Mistake } from '../../../manifests/diagnostic';

/** A version as its three numbers. */
type Version = readonly [major: number, minor: number, patch: number];

/**
 * What is wrong with the step from one version of Elasticsearch to another; undefined if Elastic supports it.
 *
 * A node refuses to start on data of a later version, and on data of a version before the last minor of the major before. A release that came out before
 * the present one may lack its index format, even if its number is higher: 9.0 came out before 8.19. Of one major that can't be told by numbers alone (9.0.5
 * came out after 9.1.0). A prerelease is never upgraded.
 *
 * Source: https://www.elastic.co/docs/deploy-manage/upgrade/deployment-or-cluster#out-of-order-releases;
 * https://www.elastic.co/docs/deploy-manage/upgrade/prepare-to-upgrade; https://www.elastic.co/guide/en/elasticsearch/reference/8.18/rolling-upgrades.html;
 * https://github.com/elastic/docs-content/issues/1685 (9.0 only from 8.18); org.elasticsearch.env.NodeMetadata, verifyUpgradeToCurrentVersion.
 */
export function versionMistake(before: string, after: string): Mistake | undefined {
  const [old, next] = [parsed(before), parsed(after)];
  if (!old || !next) return undefined;
  const isEarlier = compare(next, old) < 0 || (compare(next, old) === 0 && isPrerelease(after) && !isPrerelease(before));
  if (!isEarlier && isPrerelease(before) && before !== after) {
    return {
      message: `Elastic supports no upgrade from the prerelease ${before}`,
      fix: 'create a new cluster, and index the data again',
    };
  }
  if (isEarlier) {
    return {
      message: `Elasticsearch ${after} refuses to start on data of ${before}: it can't be downgraded`,
      fix: `keep ${before}, or restore a snapshot that was taken before the upgrade into a new cluster`,
    };
  }
  const fix = detour(old, next);
  return fix === undefined ? undefined : { message: `Elasticsearch ${after} refuses to start on data of ${before}`, fix };
}

/** The minor that each major must be on before the next. */
const lastMinor: Readonly<Record<number, number>> = { 6: 8, 7: 17, 8: 19 };

/** The step to take first, or instead; undefined if the step is supported. */
function detour([major, minor]: Version, [nextMajor, nextMinor]: Version): string | undefined {
  if (nextMajor === major) return undefined;
  if (nextMajor > major + 1) return `upgrade to ${lastOf(major + 1)} first`;
  // 9.0 came out with 8.18.
  if (nextMajor === 9 && nextMinor === 0)
    return minor < 18 ? 'upgrade to 8.18 first' : minor > 18 ? 'upgrade to 9.1 or later instead' : undefined;
  return minor < (lastMinor[major] ?? 0) ? `upgrade to ${lastOf(major)} first` : undefined;
}

function lastOf(major: number): string {
  const minor = lastMinor[major];
  return minor === undefined ? `the last ${major}.x` : `${major}.${minor}`;
}

/** `9.0.0-rc1`, and not the suffix of another packager, such as `9.0.0-debian-12-r0`. */
function isPrerelease(version: string): boolean {
  return /^\d+\.\d+\.\d+-(alpha|beta|rc|SNAPSHOT)/.test(version);
}

function parsed(text: string): Version | undefined {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  return patch === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

function compare(one: Version, other: Version): number {
  const index = one.findIndex((number, at) => number !== other[at]);
  return index < 0 ? 0 : (one[index] as number) - (other[index] as number);
}
