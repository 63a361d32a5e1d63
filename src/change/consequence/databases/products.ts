import type { HazardId } from '../../../manifests/annotations';
import { databaseImages, imageName } from '../../../manifests/data-images';
import type { Mistake } from '../../../manifests/diagnostic';

/** The numbers of a version that decide which data it runs on, such as 16, or 8 and 4. */
type Series = readonly number[];

/** A database, by its images. */
export interface Database {
  readonly name: string;

  /** The last part of the names of its images. */
  readonly images: RegExp;

  /** The series of a version or of a tag; undefined if it says none. */
  readonly seriesOf: (version: string) => Series | undefined;

  /** The id of what is wrong with a step from one version to another. */
  readonly risk: HazardId;
}

/** A database, and which versions of it run on the data of which. */
export interface Product extends Database {
  /** The step to take first; undefined if an upgrade from one series to a later one is supported. */
  readonly detour: (before: Series, after: Series) => string | undefined;
}

const risk = 'database-version';

/**
 * What each database says of its versions. All refuse the data of a later series.
 *
 * Sources: https://www.postgresql.org/docs/current/upgrading.html (each major needs pg_upgrade or a dump);
 * https://dev.mysql.com/doc/refman/8.4/en/upgrade-paths.html and downgrading.html; https://mariadb.com/docs/server/server-management/install-and-upgrade-mariadb
 * (no downgrade between major series); https://www.mongodb.com/docs/manual/release-notes/8.0-upgrade-standalone (one major at a time);
 * https://docs.opensearch.org/docs/latest/migrate-or-upgrade/rolling-upgrade (nodes can't be downgraded, and upgrades skip no major).
 */
const postgres: Product = {
  name: 'PostgreSQL',
  images: databaseImages.postgres,
  risk,
  seriesOf: (version) => numbers(/(?:^|-)pg(\d+)/.exec(version) ?? /^v?(\d+)/.exec(version)),
  detour: ([before], [after]) => `run pg_upgrade from ${before} to ${after}, or restore a dump into an empty volume`,
};

const mysql: Product = {
  name: 'MySQL',
  images: databaseImages.mysql,
  risk,
  seriesOf: minor,
  detour: notSkipping([
    [5, 6],
    [5, 7],
    [8, 0],
    [8, 4],
    [9, 7],
  ]),
};

const mariadb: Product = { name: 'MariaDB', images: databaseImages.mariadb, seriesOf: minor, risk, detour: () => undefined };

const mongodb: Product = {
  name: 'MongoDB',
  images: databaseImages.mongodb,
  risk,
  seriesOf: minor,
  detour: notSkipping([
    [4, 0],
    [4, 2],
    [4, 4],
    [5, 0],
    [6, 0],
    [7, 0],
    [8, 0],
  ]),
};

const opensearch: Product = {
  name: 'OpenSearch',
  images: databaseImages.opensearch,
  risk,
  seriesOf: patch,
  detour: ([major = 0, minor = 0], [next = 0]) => {
    if (next > major + 1) return `upgrade to ${major + 1}.x first`;
    return major === 2 && next === 3 && minor < 19 ? 'upgrade to 2.19 first' : undefined;
  },
};

export const products = { postgres, mysql, mariadb, mongodb, opensearch } as const;

/** Elasticsearch has rules of its own for the steps between its versions. */
const elasticsearch: Database = {
  name: 'Elasticsearch',
  images: databaseImages.elasticsearch,
  seriesOf: patch,
  risk: 'elasticsearch-version',
};

/** The database of an image; undefined for any other image. */
export function productOf(image: string): Database | undefined {
  const name = imageName(image);
  return [...Object.values(products), elasticsearch].find(({ images }) => images.test(name));
}

/** The tag of an image; empty if it has none. */
export function tagOf(image: string): string {
  return /:([^:/]+)$/.exec(image.split('@', 1)[0] ?? '')?.[1] ?? '';
}

/** What is wrong with the step from one version to another; undefined if nothing is, or if one isn't known. */
export function stepMistake(product: Product, before: string, after: string): Mistake | undefined {
  const [old, next] = [product.seriesOf(before), product.seriesOf(after)];
  if (old === undefined || next === undefined || compare(old, next) === 0) return undefined;
  const message = `${product.name} ${next.join('.')} does not run on data of ${old.join('.')}`;
  if (compare(next, old) < 0) {
    const fix = `keep ${old.join('.')}, or restore a backup that ${next.join('.')} can read into an empty volume`;
    return { message: `${message}: it can't be downgraded`, fix };
  }
  const fix = product.detour(old, next);
  return fix === undefined ? undefined : { message, fix };
}

function notSkipping(series: readonly Series[]): Product['detour'] {
  return (before, after) => {
    const first = series.find((it) => compare(it, before) > 0 && compare(it, after) < 0);
    return first && `upgrade to ${first.join('.')} first`;
  };
}

function minor(version: string): Series | undefined {
  return numbers(/^v?(\d+)\.(\d+)/.exec(version));
}

function patch(version: string): Series | undefined {
  return numbers(/^v?(\d+)\.(\d+)\.(\d+)/.exec(version));
}

function numbers(match: RegExpExecArray | null): Series | undefined {
  return match?.slice(1).map(Number);
}

function compare(one: Series, other: Series): number {
  const index = one.findIndex((number, at) => number !== other[at]);
  return index < 0 ? 0 : (one[index] as number) - (other[index] ?? 0);
}
