import type { Difference } from '../../comparison/difference';
import { containersWithData } from '../mounts';
import type { Effect, FieldRule, Versions } from '../rules';
import { type Database, type Product, productOf, products, stepMistake, tagOf } from './products';
import { statedVersion } from './stated-version';

/** The fields of custom resources that name the version of a database, and whether the operator upgrades its data by itself. */
const fields: readonly { readonly type: string; readonly field: string; readonly product: Product; readonly upgrades: boolean }[] = [
  // Source: https://cloudnative-pg.io/docs/current/postgres_upgrades
  { type: 'Cluster.postgresql.cnpg.io', field: 'spec.imageName', product: products.postgres, upgrades: true },
  // Source: https://postgres-operator.readthedocs.io/en/latest/administrator, "Minor and major version upgrade"
  { type: 'postgresql.acid.zalan.do', field: 'spec.postgresql.version', product: products.postgres, upgrades: true },
  // Source: https://access.crunchydata.com/documentation/postgres-operator/latest/guides/major-postgres-version-upgrade
  { type: 'PostgresCluster.postgres-operator.crunchydata.com', field: 'spec.postgresVersion', product: products.postgres, upgrades: false },
  { type: 'InnoDBCluster.mysql.oracle.com', field: 'spec.version', product: products.mysql, upgrades: false },
  { type: 'MongoDBCommunity.mongodbcommunity.mongodb.com', field: 'spec.version', product: products.mongodb, upgrades: false },
  // Source: https://github.com/opensearch-project/opensearch-k8s-operator/discussions/726
  { type: 'OpenSearchCluster.opensearch.opster.io', field: 'spec.general.version', product: products.opensearch, upgrades: false },
  { type: 'OpenSearchCluster.opensearch.org', field: 'spec.general.version', product: products.opensearch, upgrades: false },
];

/** What another version of a database does, in an image whose container keeps data, and in what an operator reads. */
export const databaseVersionRules: readonly FieldRule[] = [
  {
    types: ['DaemonSet.apps', 'Deployment.apps', 'ReplicaSet.apps', 'StatefulSet.apps'],
    field: 'spec.template.spec.containers.*.image',
    effect: imageEffect,
  },
  ...fields.map(
    ({ type, field, product, upgrades }): FieldRule => ({
      types: [type],
      field,
      effect: ({ before, after }) => versionEffect(product, versionIn(before), versionIn(after), upgrades),
    }),
  ),
];

/** The version in a field, which is an image, a text or a number. */
function versionIn(value: unknown): string {
  const text = String(value ?? '');
  return text.includes('/') ? tagOf(text) : text;
}

function imageEffect({ path, before, after }: Difference, { before: object, after: changed }: Versions): Effect | undefined {
  const [old, next] = [before, after].map((image) => productOf(String(image)));
  if (!old || !next || !containersWithData(object).has((path[4] ?? '').slice(1, -1))) return undefined;
  if (old !== next)
    return {
      consequence: 'data at risk',
      because: `${next.name} does not read the data of ${old.name}: it refuses to start, or starts empty`,
      fix: `keep ${old.name}, or give ${next.name} a volume of its own and load the data`,
    };
  const [was, is] = [statedVersion(object, String(before), old.seriesOf), statedVersion(changed, String(after), next.seriesOf)];
  if (is === undefined) return unknownVersion(next, String(after));
  if (was === undefined) return incomparable(old, String(before));
  const product = Object.values(products).find((it) => it === old);
  return product && versionEffect(product, was, is, false);
}

function versionEffect(product: Product, before: string, after: string, upgrades: boolean): Effect | undefined {
  const mistake = stepMistake(product, before, after);
  if (!mistake) return undefined;
  if (upgrades && !mistake.message.endsWith("can't be downgraded"))
    return {
      consequence: 'in place',
      because: `the operator upgrades the data to ${product.name} ${product.seriesOf(after)?.join('.')}, and stops the database meanwhile; it can't go back`,
    };
  return { consequence: 'refused', because: mistake.message, fix: mistake.fix, risk: 'database-version' };
}

/** It may be an earlier version, which nobody sees in a tag such as `latest` or in a digest alone. */
function unknownVersion({ name, risk }: Database, image: string): Effect {
  return {
    consequence: 'data at risk',
    because: `which version of ${name} ${image} is, isn't known here, and none runs on the data of every other`,
    fix: 'write the version in the tag, which may stand before a digest, or in the label app.kubernetes.io/version of the pods',
    risk,
  };
}

/** What it was is no longer told; what it is, is. */
function incomparable({ name }: Database, image: string): Effect {
  return {
    consequence: 'rollout',
    because: `the pod template changes, so every pod is replaced. Which version of ${name} ${image} was, isn't known here, and none runs on the data of every other`,
    fix: 'compare it with the version that runs',
  };
}
