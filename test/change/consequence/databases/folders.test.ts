import { changeBetween } from '../../../../src/change/change';
import { indexed } from '../../../indexed';

function database(container: object, mountPath = '/var/lib/data') {
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'db' } }];
  const containers = [{ name: 'db', image: 'registry.example/db:1', volumeMounts: [{ name: 'data', mountPath }], ...container }];
  const template = { metadata: { labels: { app: 'db' } }, spec: { containers, volumes } };
  const selector = { matchLabels: { app: 'db' } };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'shop' }, spec: { selector, template } };
}

const pgdata = (value?: string) => database({ env: value === undefined ? [] : [{ name: 'PGDATA', value }] }, '/var/lib/postgresql/data');
const args = (...words: readonly string[]) => database({ args: words });

function answer(before: object, after: object) {
  const { objects } = changeBetween(indexed([before]), indexed([after]));
  const field = objects[0]?.fields.find(({ consequence }) => consequence === objects[0]?.consequence);
  return [objects[0]?.consequence, field?.because, field?.fix];
}

const lost = (setting: string, was: string, is: string) => [
  'data at risk',
  `the program starts on an empty folder: by ${setting} its data is in ${was}, and it is to look in ${is}`,
  `keep ${was}, or move the files there first`,
];

const PG = '/var/lib/postgresql/data';

test.each([
  [pgdata(`${PG}/a`), pgdata(`${PG}/b`), lost('PGDATA', `${PG}/a`, `${PG}/b`)],
  [pgdata(), pgdata(`${PG}/pgdata`), lost('PGDATA', PG, `${PG}/pgdata`)],
  [pgdata(`${PG}/pgdata`), pgdata(), lost('PGDATA', `${PG}/pgdata`, PG)],
  [args('--datadir=/var/lib/data/a'), args('--datadir=/var/lib/data/b'), lost('--datadir', '/var/lib/data/a', '/var/lib/data/b')],
  [args('--datadir', '/var/lib/data/a'), args('--datadir', '/tmp'), lost('--datadir', '/var/lib/data/a', '/tmp')],
  [args('--data-path=/var/lib/data/a'), args('--verbose'), lost('--data-path', '/var/lib/data/a', 'the folder that its image names')],
  [
    database({ command: ['prometheus', '--storage.tsdb.path=/var/lib/data'] }),
    database({ command: ['prometheus', '--storage.tsdb.path=/prometheus'] }),
    lost('--storage.tsdb.path', '/var/lib/data', '/prometheus'),
  ],
])('a program that looks elsewhere starts empty %#', (before, after, expected) => {
  expect(answer(before, after)).toEqual(expected);
});

test.each([
  [pgdata(PG), pgdata()],
  [pgdata(`${PG}/a`), pgdata(`${PG}/a/`)],
  [args('--datadir=/tmp/a'), args('--datadir=/tmp/b')],
  [args('--datadir=/var/lib/data', '--verbose'), args('--datadir=/var/lib/data')],
  [args('--verbose'), args('--data-path=/var/lib/data')],
  [args('--log-dir=/var/lib/data/a'), args('--log-dir=/var/lib/data/b')],
])('the same folder, and one that is not on a volume, are a rollout %#', (before, after) => {
  expect(answer(before, after)[0]).toBe('rollout');
});
