import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { GatewayClass, IngressClass, manifestsOf, Platform } from '../../src';
import { diagnosticText } from '../../src/report/diagnostics';
import { groups } from '../../src/rules';
import { kubernetesVersions, validate } from '../../src/schema';
import { runs } from '../budget';
import { shopIn } from '../fixtures/manifests';
import type { ShopEnvironment } from '../fixtures/shop/application';
import { fc } from '../random';

/** Usually a right value, now and then a mistake. */
function mostly<T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 40, arbitrary: right }, { weight: 1, arbitrary: wrong });
}
function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined });
}

const label = fc.constantFrom('shop', 'a-b', 'x1');
const word = fc.oneof(fc.constantFrom('Shop', 'a_b', '', 'x'.repeat(64), '-', '__proto__', 'ä', '1'), fc.string({ maxLength: 8 }));
const oddCount = fc.oneof(fc.integer({ min: -1, max: 9 }), fc.constantFrom(1.5, Number.NaN));
const size = fc.integer({ min: 1, max: 64 }).map((units) => Size.mebibytes(units * 32));
const anySize = fc.integer({ min: 0, max: 40_000 }).map((mebibytes) => Size.mebibytes(mebibytes));
const cpu = fc.integer({ min: 1, max: 18 }).map((units) => Cpu.millis(units * 100));
const anyCpu = fc.integer({ min: 0, max: 5000 }).map((millis) => Cpu.millis(millis));
const resources = fc.record({ cpu: mostly(cpu, anyCpu), memory: mostly(size, anySize) });

const single = fc.record({
  accept: fc.constant('single-replica'),
  because: mostly(fc.constant('there is one node'), fc.constantFrom('', ' ')),
});
const several = fc.record({
  replicas: mostly(fc.integer({ min: 3, max: 5 }), oddCount),
  needed: mostly(maybe(fc.integer({ min: 1, max: 2 })), oddCount),
  maxReplicas: mostly(maybe(fc.integer({ min: 6, max: 9 })), oddCount),
  scaleDown: fc.constantFrom(undefined, 'never' as const),
});
const service = fc
  .record({
    image: mostly(
      fc.constantFrom('backend:1.0.0', 'r.example:5000/b:2', `b@sha256:${'0'.repeat(64)}`),
      fc.oneof(word, fc.constantFrom('backend', 'backend:latest', 'r.example:5000/b')),
    ),
    health: mostly(maybe(fc.constantFrom('/healthz', '/')), fc.constantFrom('healthz', '')),
    env: fc.dictionary(
      mostly(fc.constantFrom('PORT', 'LEVEL'), fc.oneof(word, fc.constantFrom('A=B', 'A.B'))) as fc.Arbitrary<string>,
      fc.oneof(
        fc.string(),
        fc.record({ config: mostly(fc.constant('level'), word) }),
        fc.record({ secret: mostly(label, word), key: mostly(label, word) }),
      ),
      {
        maxKeys: 3,
      },
    ),
    config: mostly(fc.constant({ level: 'info' }), fc.dictionary(word, fc.string(), { maxKeys: 2 })),
    writable: maybe(fc.dictionary(mostly(fc.constantFrom('/tmp', '/var/cache'), word) as fc.Arbitrary<string>, anySize, { maxKeys: 2 })),
    secretFiles: maybe(
      fc.dictionary(
        mostly(fc.constantFrom('/run/a', '/run/b'), word) as fc.Arbitrary<string>,
        fc.record({ secret: mostly(label, word), keys: fc.array(mostly(label, word) as fc.Arbitrary<string>, { maxLength: 2 }) }),
        { maxKeys: 2 },
      ),
    ),
    uid: mostly(maybe(fc.constantFrom(1000, 10_001)), fc.constantFrom(0, -1, 1.5, 2 ** 31)),
    resources: maybe(resources),
  })
  .chain((options) => fc.oneof(single, several).map((pods) => ({ ...options, ...pods })));
const elasticsearch = fc
  .record({
    version: mostly(fc.constantFrom('9.5.6', '8.19.2'), fc.constantFrom('7.17.0', 'latest', '')),
    storage: mostly(size, anySize),
    resources: maybe(fc.record({ cpu: mostly(cpu, anyCpu), memory: mostly(fc.constant(Size.gibibytes(2)), anySize) })),
  })
  .chain((options) => {
    const masters = fc.record({ masters: mostly(fc.constant(3), oddCount) });
    const unsecured = { security: { accept: 'no-security', because: 'nobody else is on this machine' } };
    return fc.oneof(
      masters.map((pods) => ({ ...options, ...pods })),
      single.map((pods) => ({ ...options, ...pods, ...unsecured })),
    );
  });

const nodes = { count: 2, cpu: Cpu.units(2), memory: Size.gibibytes(8) };
const aws = { kubernetes: '1.36', zones: ['a', 'b', 'c'], nodes };
const secret = fc.record({ secret: mostly(label, word) });
const issued = fc.record({ clusterIssuer: mostly(label, word) });
const discovered = fc.record({ certificateArn: fc.constant('discover') });
/** A platform with the certificates that its ingress class takes, or others. */
const way = fc
  .constantFrom(
    { platform: Platform.minikube({ kubernetes: '1.35' }), right: fc.oneof(secret, issued) },
    {
      platform: Platform.digitalOcean({ kubernetes: '1.36', region: 'fra1', nodes: { ...nodes, count: 3 } }),
      right: fc.oneof(secret, issued),
    },
    {
      platform: Platform.digitalOcean({
        kubernetes: '1.36',
        region: 'fra1',
        nodes: { ...nodes, count: 3 },
        ingress: GatewayClass.cilium(),
      }),
      right: fc.oneof(secret, issued),
    },
    { platform: Platform.aws(aws), right: discovered },
    { platform: Platform.aws({ ...aws, kubernetes: '1.35', ingress: IngressClass.nginx() }), right: secret },
  )
  .chain(({ platform, right }) => {
    const tls = mostly<unknown>(right, fc.oneof(secret, issued, discovered));
    const host = mostly(fc.domain(), fc.oneof(word, fc.constantFrom('*.shop.example', 'shop.example:80')));
    const hosts = fc.array(host, { minLength: 1, maxLength: 2 });
    return fc.oneof(
      fc.record({ platform: fc.constant(platform), hosts, tls }),
      fc.record({ platform: fc.constant(platform), hosts: maybe(hosts) }),
    );
  });

// The types refuse most of these, but JavaScript and casts get past them.
const environment = fc
  .record({ name: mostly(label, word), namespace: mostly(maybe(label), word), way, elasticsearch, backend: service, frontend: service })
  .map(({ way, ...rest }) => ({ ...rest, ...way })) as fc.Arbitrary<unknown> as fc.Arbitrary<ShopEnvironment>;

/** `error: shop: backend.replicas: what is wrong; what to write` in one line; never a stack. */
const REFUSED = /^error: [^\n]*: [a-z][^\n]*: [^\n]+; [^\n]+$/i;

/** `error: 'shop/quota': what is wrong; what to do`, of what constructs can say only together. */
const CLEAR = /^error: '[^\n]*': [^\n]+; [^\n]+$/;

/** A rule's finding, of what a person wrote and no constructor knows better. */
const FINDING = /^(error|warning|hint): dist\/\S+ \w+ \S+ \/\S+ \(made by \S+\)\n {2}[^\n]+ \[[a-z-]+\]\n {2}[^\n]+$/;
const MISTAKES = new Set([
  ...groups.filter(({ title }) => title === 'What the API server takes').flatMap((group) => group.rules.map(({ id }) => id)),
  'acceptance-has-reason',
  'plausible-quantity',
  'plausible-volume',
  'quota-within-cluster',
]);

test('any configuration gives clear errors, or YAML that the API server accepts', () => {
  const outcomes = { refused: 0, accepted: 0 };
  const property = fc.property(environment, (candidate) => {
    const synthesis = shopIn(candidate);
    for (const problem of synthesis.problems) {
      // Between the objects of the constructs themselves nothing is ever wrong.
      const text = diagnosticText(problem);
      if (MISTAKES.has(problem.rule)) expect(text).toMatch(FINDING);
      else expect(REFUSED.test(text) || CLEAR.test(text) ? '' : text).toBe('');
    }
    outcomes[synthesis.problems.length > 0 ? 'refused' : 'accepted'] += 1;
    const findings = manifestsOf(synthesis).flatMap((manifest) => kubernetesVersions.flatMap((version) => validate(manifest, version)));
    expect(findings.filter(({ problem }) => problem !== 'skipped')).toEqual([]);
  });
  const numRuns = runs(600);
  fc.assert(property, { numRuns });
  // Both outcomes occur, so that neither assertion is vacuous.
  expect(outcomes.refused).toBeGreaterThan(numRuns / 20);
  expect(outcomes.accepted).toBeGreaterThan(numRuns / 20);
});
