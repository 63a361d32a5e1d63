import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';
import { config, database, ELSEWHERE, effects, flux, from } from './objects';

const FOLDER = (what: string, there = "the manifests in 'dist/local'") =>
  `it deploys ${there} from now on: ${what} is pruned if it prunes, or updated to what is there under the same name`;
const staged = (path: string) => flux('Kustomization', { path }, 'shop-production-20');

test.each<[object, object, object[], unknown[]]>([
  [
    from({}),
    from({ path: 'dist/local' }),
    [database],
    ['spec.source.path', 'data at risk', FOLDER('StatefulSet/shop/db'), "keep 'dist/production'"],
  ],
  [
    from({}),
    from({ path: 'dist/local' }),
    [],
    ['spec.source.path', 'data at risk', FOLDER('whatever holds data'), "keep 'dist/production'"],
  ],
  [from({}), from({ path: 'dist/local' }), [config], ['spec.source.path', 'in place', ELSEWHERE, undefined]],
  [
    staged('./dist/flux/production/20'),
    staged('./dist/flux/local/20'),
    [database],
    [
      'spec.path',
      'data at risk',
      FOLDER('StatefulSet/shop/db', "the manifests in './dist/flux/local/20'"),
      "keep './dist/flux/production/20'",
    ],
  ],
])('the folder of another environment %#', (before, after, more, expected) => {
  expect(effects(before, after, more)).toEqual([expected]);
});

const REVISION = 'what a revision lacks is pruned if it prunes, and otherwise nothing manages it';
const NAME = 'name a revision that has everything that holds data';
const TAKES = 'it takes over what that revision has';
const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const COMMAND = ': npx nines diff v1:dist/production v0:dist/production';
const UNKNOWN =
  "it takes over what that revision of 'https://git.example/shop.git' has, which isn't known here; in a clone of it, run npx nines diff v1:dist/production v0:dist/production";

test.each<[object[] | undefined, unknown[]]>([
  [
    [shop, database],
    ['in place', `${TAKES}${COMMAND}`, undefined],
  ],
  [[database], ['data at risk', `'v0' has no Namespace/shop: ${REVISION}`, NAME]],
  [[config], ['data at risk', `'v0' has no Namespace/shop, StatefulSet/shop/db: ${REVISION}`, NAME]],
  [undefined, ['in place', UNKNOWN, undefined]],
])('another revision is compared by what it has %#', (there, expected) => {
  const asked: string[][] = [];
  const manifestsAt = (...args: string[]) => {
    asked.push(args);
    return there && indexed(there);
  };
  const stage = flux('Kustomization', { path: './dist/flux/production/20', sourceRef: { name: 'shop-production' } }, 'shop-production-20');
  const side = (revision: string) =>
    indexed([
      shop,
      database,
      config,
      stage,
      from({ targetRevision: revision }),
      flux('GitRepository', { url: 'https://git.example/shop.git', ref: { tag: revision } }),
    ]);
  const { objects } = changeBetween(side('v1'), side('v0'), { manifestsAt });
  const told = objects.map(({ fields: [field] }) => [field?.consequence, field?.because, field?.fix]);
  expect(told).toEqual([expected, expected]);
  expect(asked).toEqual([
    ['v0', 'dist/production', 'https://git.example/shop.git'],
    ['v0', 'dist/production', 'https://git.example/shop.git'],
  ]);
});
