import type { Environment } from '../../tools/release/environments';
import { promoted } from '../../tools/release/promotion';
import { released } from '../../tools/release/release';

const [ONE, TWO] = ['1', '2'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string];
const image = (service: string, version: string, digest: string, registry = 'registry.example') =>
  `${registry}/${service}:${version}@${digest}`;
const environment = (name: string, images: Readonly<Record<string, string>>): Environment => ({
  name,
  images: new Map(Object.entries(images)),
});

const staging = environment('staging', {
  api: image('api', '1.1.0', TWO),
  web: image('web', '1.0.0', ONE),
  worker: image('worker', '1', ONE),
});
const production = environment('production', { api: image('api', '1.0.0', ONE), web: image('web', '1.0.0', ONE) });
const environments = [staging, production];

test('an image is released to the service that runs its repository, or that is named', () => {
  const after = image('api', '2.0.0', TWO);
  const expected = [{ environment: 'production', service: 'api', before: image('api', '1.0.0', ONE), after }];
  expect(released(environments, ['production', after])).toEqual(expected);
  const twice = environment('production', { api: image('api', '1.0.0', ONE), jobs: image('api', '1.0.0', ONE) });
  expect(released([twice], ['production', after, 'api'])).toEqual(expected);
  expect(() => released([twice], ['production', after])).toThrow(
    new Error('production has several images of registry.example/api: api, jobs; write the name of the service after the image'),
  );
});

test.each([
  [
    [],
    'expected an environment, an image, and perhaps a service; write npm run release -- production registry.shop.example/backend:1.1.0@sha256:...',
  ],
  [['nowhere', image('api', '1', ONE)], "unknown environment 'nowhere'; write staging or production"],
  [
    ['production', 'registry.example/api:1.1.0'],
    "'registry.example/api:1.1.0' must be repository:version@sha256:digest; docker buildx imagetools inspect prints the digest",
  ],
  [
    ['production', image('other', '1', ONE)],
    'production has no image of registry.example/other; its images are registry.example/api:1.0.0, registry.example/web:1.0.0',
  ],
  [['production', image('api', '1', TWO), 'apy'], "production has no image of 'apy'; write api or web"],
  [
    ['production', image('api', '1', TWO), 'web'],
    'web of production runs registry.example/web, and not registry.example/api; check the image',
  ],
  [['production', image('api', '1.0.0', ONE)], `production has ${image('api', '1.0.0', ONE)} already; nothing to release`],
])('the release %j is refused', (args, message) => {
  expect(() => released(environments, args)).toThrow(new Error(message));
});

test('a promotion is of each service whose digest differs, or of those that are named', () => {
  const api = { environment: 'production', service: 'api', before: image('api', '1.0.0', ONE), after: image('api', '1.1.0', TWO) };
  expect(promoted(environments, ['staging', 'production'])).toEqual([api]);
  expect(promoted(environments, ['staging', 'production', 'api', 'api', 'web'])).toEqual([api]);
});

const local = environment('local', { api: 'localhost:5000/api', web: image('web', '1.0.1', ONE) });
const mirror = environment('mirror', { api: image('api', '1.1.0', TWO, 'mirror.example:5000') });

test.each([
  [['staging'], 'expected two environments, and perhaps services; write npm run promote -- staging production backend'],
  [['staging', 'staging'], "'staging' is both environments; write npm run promote -- staging production"],
  [['staging', 'prod'], "unknown environment 'prod'; write staging, production, local or mirror"],
  [['staging', 'production', 'worker'], "production has no image of 'worker'; write api or web"],
  [['staging', 'production', 'web'], 'production has the images of staging already: web; nothing to promote'],
  // Another version of the same digest is the same image.
  [['local', 'production', 'web'], 'production has the images of local already: web; nothing to promote'],
  [
    ['local', 'production'],
    "api of local runs 'localhost:5000/api', which has no digest; release it there first: npm run release -- local localhost:5000/api:version@sha256:...",
  ],
  [
    ['mirror', 'production'],
    `api runs mirror.example:5000/api in mirror, and registry.example/api in production; copy the image there, and write npm run release -- production ${image('api', '1.1.0', TWO)}`,
  ],
])('the promotion %j is refused', (args, message) => {
  expect(() => promoted([...environments, local, mirror], args)).toThrow(new Error(message));
});
