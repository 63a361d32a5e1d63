import { changeBetween } from '../../../../src/change/change';
import { indexed } from '../../../indexed';

const CLAIM = { name: 'data', persistentVolumeClaim: { claimName: 'db' } };
const MOUNT = { name: 'data', mountPath: '/var/lib/data' };

function database(image: string, volumes: readonly object[] = [CLAIM], kind = 'Deployment') {
  const containers = [{ name: 'db', image, volumeMounts: [MOUNT] }];
  const template = { metadata: { labels: { app: 'db' } }, spec: { containers, volumes } };
  const selector = { matchLabels: { app: 'db' } };
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'db', namespace: 'shop' }, spec: { selector, template } };
}

function answer(before: object, after: object) {
  const { objects, hazards } = changeBetween(indexed([before]), indexed([after]));
  const worst = objects[0]?.fields.filter(({ consequence }) => consequence === objects[0]?.consequence) ?? [];
  // `latest` changes the default of imagePullPolicy too.
  const field = worst.find((it) => it.field.endsWith('.image')) ?? worst[0];
  return [objects[0]?.consequence, field?.because, field?.fix, hazards.map(({ risk }) => risk).join()];
}

const DOWN = "it can't be downgraded";

test.each([
  [
    'postgres:16.9',
    'postgres:17.5',
    'PostgreSQL 17 does not run on data of 16',
    'run pg_upgrade from 16 to 17, or restore a dump into an empty volume',
  ],
  [
    'postgres:17',
    'postgres:16-alpine',
    `PostgreSQL 16 does not run on data of 17: ${DOWN}`,
    'keep 17, or restore a backup that 16 can read into an empty volume',
  ],
  [
    'pgvector/pgvector:pg16',
    'pgvector/pgvector:pg17',
    'PostgreSQL 17 does not run on data of 16',
    'run pg_upgrade from 16 to 17, or restore a dump into an empty volume',
  ],
  [
    'timescale/timescaledb:2.17.0-pg16',
    'timescale/timescaledb:2.17.0-pg17',
    'PostgreSQL 17 does not run on data of 16',
    'run pg_upgrade from 16 to 17, or restore a dump into an empty volume',
  ],
  [
    'mysql:8.4.3',
    'mysql:8.0.40',
    `MySQL 8.0 does not run on data of 8.4: ${DOWN}`,
    'keep 8.4, or restore a backup that 8.0 can read into an empty volume',
  ],
  ['mysql:5.7', 'mysql:8.4', 'MySQL 8.4 does not run on data of 5.7', 'upgrade to 8.0 first'],
  ['mysql:8.3.0', 'mysql:9.1.0', 'MySQL 9.1 does not run on data of 8.3', 'upgrade to 8.4 first'],
  [
    'mariadb:11.4',
    'mariadb:10.6',
    `MariaDB 10.6 does not run on data of 11.4: ${DOWN}`,
    'keep 11.4, or restore a backup that 10.6 can read into an empty volume',
  ],
  ['mongo:6.0.1', 'mongo:8.0.1', 'MongoDB 8.0 does not run on data of 6.0', 'upgrade to 7.0 first'],
  [
    'opensearchproject/opensearch:2.9.0',
    'opensearchproject/opensearch:2.8.0',
    `OpenSearch 2.8.0 does not run on data of 2.9.0: ${DOWN}`,
    'keep 2.9.0, or restore a backup that 2.8.0 can read into an empty volume',
  ],
  [
    'opensearchproject/opensearch:1.3.2',
    'opensearchproject/opensearch:3.0.0',
    'OpenSearch 3.0.0 does not run on data of 1.3.2',
    'upgrade to 2.x first',
  ],
  [
    'opensearchproject/opensearch:2.11.0',
    'opensearchproject/opensearch:3.0.0',
    'OpenSearch 3.0.0 does not run on data of 2.11.0',
    'upgrade to 2.19 first',
  ],
])('%s to %s is refused', (before, after, because, fix) => {
  expect(answer(database(before), database(after))).toEqual(['refused', because, fix, 'database-version']);
});

test.each([
  ['postgres:16.8', 'postgres:16.9'],
  ['mysql:8.0.37', 'mysql:8.4.0'],
  ['mysql:8.4.0', 'mysql:9.2.0'],
  ['mariadb:10.6', 'mariadb:11.4'],
  ['mongo:7.0', 'mongo:8.0'],
  ['opensearchproject/opensearch:2.19.1', 'opensearchproject/opensearch:3.1.0'],
  ['registry.example/web:17', 'registry.example/web:16'],
])('%s to %s is a rollout', (before, after) => {
  expect(answer(database(before), database(after)).at(0)).toBe('rollout');
});

test('a database without data takes any version, and another image', () => {
  const empty = (image: string) => database(image, [{ name: 'data', emptyDir: {} }]);
  expect(answer(empty('postgres:17'), empty('postgres:16'))[0]).toBe('rollout');
  expect(answer(empty('postgres:17'), empty('mysql:8.4'))[0]).toBe('rollout');
});

test.each([
  [
    'postgres:16',
    'mysql:8.4',
    'MySQL does not read the data of PostgreSQL',
    'keep PostgreSQL, or give MySQL a volume of its own and load the data',
  ],
  [
    'elasticsearch:9.1.0',
    'opensearchproject/opensearch:3.1.0',
    'OpenSearch does not read the data of Elasticsearch',
    'keep Elasticsearch, or give OpenSearch a volume of its own and load the data',
  ],
])('%s to %s puts the data at risk', (before, after, because, fix) => {
  expect(answer(database(before), database(after))).toEqual([
    'data at risk',
    `${because}: it refuses to start, or starts empty`,
    fix,
    'data-at-risk',
  ]);
});

const UNKNOWN = ['postgres:latest', 'postgres', 'postgres:alpine', `postgres@sha256:${'0'.repeat(64)}`];

test.each(UNKNOWN)('%s is a version that nobody knows, and may be an earlier one', (image) => {
  expect(answer(database('postgres:16'), database(image))).toEqual([
    'data at risk',
    `which version of PostgreSQL ${image} is, isn't known here, and none runs on the data of every other`,
    'write the version in the tag, which may stand before a digest, or in the label app.kubernetes.io/version of the pods',
    'database-version',
  ]);
});

test.each(UNKNOWN)('%s was a version that nobody knows', (image) => {
  expect(answer(database(image), database('postgres:16'))).toEqual([
    'rollout',
    `the pod template changes, so every pod is replaced. Which version of PostgreSQL ${image} was, isn't known here, and none runs on the data of every other`,
    'compare it with the version that runs',
    '',
  ]);
});

test('Elasticsearch by its digest alone is a version that nobody knows', () => {
  const image = `docker.elastic.co/elasticsearch/elasticsearch@sha256:${'0'.repeat(64)}`;
  const before = database('docker.elastic.co/elasticsearch/elasticsearch:9.5.6', [CLAIM], 'StatefulSet');
  const [consequence, because, , risk] = answer(before, database(image, [CLAIM], 'StatefulSet'));
  expect([consequence, because, risk]).toEqual([
    'data at risk',
    `which version of Elasticsearch ${image} is, isn't known here, and none runs on the data of every other`,
    'elasticsearch-version',
  ]);
  expect(answer(before, database(image.replace('@', ':9.5.7@'), [CLAIM], 'StatefulSet'))[0]).toBe('rollout');
});

const labelled = (image: string, version: string) => {
  const { spec, ...rest } = database(image, [CLAIM], 'StatefulSet');
  const labels = { app: 'db', 'app.kubernetes.io/version': version };
  return { ...rest, spec: { ...spec, template: { ...spec.template, metadata: { labels } } } };
};
const by = (name: string, digit: string) => `${name}@sha256:${digit.repeat(64)}`;

test.each([
  [labelled(by('postgres', '0'), '16.9'), labelled(by('postgres', '1'), '16.10'), 'rollout', ''],
  [labelled(by('postgres', '0'), '17.1'), labelled(by('postgres', '1'), '16.9'), 'refused', 'database-version'],
  [labelled(by('elasticsearch', '0'), '9.5.6'), labelled(by('elasticsearch', '1'), '9.5.7'), 'rollout', ''],
  [labelled(by('elasticsearch', '0'), '9.5.6'), labelled(by('elasticsearch', '1'), '8.19.21'), 'refused', 'elasticsearch-version'],
  // A tag that states a version is nearer to the image.
  [labelled('postgres:17', '16'), labelled('postgres:16', '16'), 'refused', 'database-version'],
])('the label of the pods states the version of a digest %#', (before, after, consequence, risk) => {
  const [said, , , hazards] = answer(before, after);
  expect([said, hazards]).toEqual([consequence, risk]);
});

test('a reason accepts a version that the data was migrated to', () => {
  const after = database('postgres:17');
  const reason = { 'nines.dev/accept.database-version': 'because pg_upgrade ran on 2026-11-22' };
  const { hazards } = changeBetween(
    indexed([database('postgres:16')]),
    indexed([{ ...after, metadata: { ...after.metadata, annotations: reason } }]),
  );
  expect(hazards).toMatchObject([{ risk: 'database-version', accepted: 'pg_upgrade ran on 2026-11-22' }]);
});

const custom = (apiVersion: string, kind: string, spec: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'db', namespace: 'shop' },
  spec,
});
const cnpg = (version: string) => custom('postgresql.cnpg.io/v1', 'Cluster', { imageName: `ghcr.io/cloudnative-pg/postgresql:${version}` });
const crunchy = (postgresVersion: number) => custom('postgres-operator.crunchydata.com/v1beta1', 'PostgresCluster', { postgresVersion });
const zalando = (version: string) => custom('acid.zalan.do/v1', 'postgresql', { postgresql: { version } });
const opensearch = (version: string) => custom('opensearch.opster.io/v1', 'OpenSearchCluster', { general: { version } });

test.each([
  [cnpg('17.2'), cnpg('16.6'), ['refused', `PostgreSQL 16 does not run on data of 17: ${DOWN}`]],
  [
    cnpg('16.6'),
    cnpg('17.2'),
    ['in place', "the operator upgrades the data to PostgreSQL 17, and stops the database meanwhile; it can't go back"],
  ],
  [cnpg('16.6'), cnpg('16.7'), ['in place', 'the object is updated, and no pod restarts']],
  [crunchy(16), crunchy(17), ['refused', 'PostgreSQL 17 does not run on data of 16']],
  [zalando('17'), zalando('16'), ['refused', `PostgreSQL 16 does not run on data of 17: ${DOWN}`]],
  [opensearch('2.9.0'), opensearch('1.3.2'), ['refused', `OpenSearch 1.3.2 does not run on data of 2.9.0: ${DOWN}`]],
])('what an operator does with a version %#', (before, after, expected) => {
  expect(answer(before, after).slice(0, 2)).toEqual(expected);
});

const kafka = (storage: object) => custom('kafka.strimzi.io/v1beta2', 'Kafka', { kafka: { replicas: 3, storage } });
const CLAIMED = { type: 'persistent-claim', size: '10Gi', deleteClaim: false };

test('Strimzi deletes claims that it may delete, and ignores another type of storage', () => {
  expect(answer(kafka(CLAIMED), kafka({ ...CLAIMED, deleteClaim: true })).slice(0, 3)).toEqual([
    'data at risk',
    'from now on the claims are deleted with it',
    'keep `deleteClaim: false`',
  ]);
  expect(answer(kafka(CLAIMED), kafka({ ...CLAIMED, type: 'ephemeral' }))).toEqual([
    'in place',
    'the operator ignores it: storage that exists stays persistent-claim, and only what is created later is ephemeral',
    undefined,
    '',
  ]);
});
