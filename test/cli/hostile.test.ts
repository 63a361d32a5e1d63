import { budget, spread, workload } from '../availability/manifests';
import { chosen, sampled } from '../budget';
import { nines } from './run';

const onProduction = (file: string, text: string | Buffer) =>
  nines(['check', `@${file}`, '--topology', 'aws-3x2', '--format', 'json'], { [file]: text });

const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: default }\n';

/** A clear error: exit code 2, one line on standard error, nothing on standard output. */
async function expectError(file: string, text: string | Buffer, message: string | RegExp): Promise<void> {
  const { code, out, error } = await nines(['check', `@${file}`, '--topology', 'aws-3x2'], { [file]: text });
  expect([code, out]).toEqual([2, '']);
  expect(error).toMatch(message);
  expect(error).not.toMatch(/\n {4}at /);
  expect(error.trimEnd().split('\n')).toHaveLength(1);
}

async function services(...documents: unknown[]) {
  const { code, out, error } = await onProduction('app.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: documents }));
  expect([error, code === 0 || code === 1]).toEqual(['', true]);
  return JSON.parse(out).services;
}

describe('files that can not be used', () => {
  test('truncated YAML', () => expectError('a.yaml', 'kind: Deployment\nmetadata: { name: web', /^nines: @a\.yaml:2:\d+: /));
  test('truncated JSON', () => expectError('a.json', '{"kind": "Deployment", "spec": [', /^nines: @a\.json:1:\d+: /));
  test('a tab for indentation', () => expectError('a.yaml', 'a:\n\t- b: c\n  d', /^nines: @a\.yaml:\d+:\d+: /));
  test('a key that is there twice', () =>
    expectError('a.yaml', 'kind: Pod\nspec:\n  a: 1\n  a: 2\n', "nines: @a.yaml:4:3: duplicate key 'a'"));
  test('an unknown alias', () => expectError('a.yaml', 'a: *nobody\n', /^nines: @a\.yaml:1:4: .*alias/i));
  test('brackets a hundred thousand deep', () => expectError('a.yaml', '['.repeat(100_000), 'nested more than 500 levels deep'));
  test('dashes a hundred thousand deep', () => expectError('a.yaml', `${'- '.repeat(100_000)}x`, 'nested more than 500 levels deep'));
  test('four hundred levels are read', async () =>
    expect((await onProduction('a.yaml', `${configMap}data: ${'[{a: '.repeat(200)}1${'}]'.repeat(200)}\n`)).code).toBe(1));
  test('objects twenty thousand deep', () =>
    expectError('a.json', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, 'nested more than 500 levels deep'));
  test('26 megabytes', () => expectError('a.yaml', 'a: b # padding\n'.repeat(1_800_000), 'file too large, the limit is 24 MiB'), 30_000);
  test('a file without an end', async () => {
    const { code, out, error } = await nines(['check', '/dev/zero', '--topology', 'minikube']);
    expect([code, out, error]).toEqual([2, '', 'nines: /dev/zero: file too large, the limit is 24 MiB; split the file\n']);
  });
  test('aliases that double each other thirty times', () => {
    const bomb = ['a0: &a0 [x, x]', ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)];
    return expectError(
      'a.yaml',
      bomb.join('\n'),
      /^nines: @a\.yaml:\d+:\d+: document contains excessive aliasing; replace the aliases with their values/,
    );
  });
});

describe('odd files that can be read', () => {
  test('thousands of anchors, each used once', async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => `  k${i}: &a${i} v\n  l${i}: *a${i}`);
    expect((await onProduction('a.yaml', `${configMap}data:\n${lines.join('\n')}`)).code).toBe(0);
  });

  test('a map of very many keys', async () => {
    const lines = Array.from({ length: sampled(20_000, 100_000) }, (_, i) => `  k${i}: v`);
    expect((await onProduction('a.yaml', `${configMap}data:\n${lines.join('\n')}`)).code).toBe(0);
  }, 20_000);

  test('empty documents and kinds that nobody knows are passed over', async () => {
    const text =
      '---\nnull\n---\n---\n{ apiVersion: example.com/v1, kind: Widget, metadata: { name: w }, spec: { template: 3 } }\n---\n{ kind: List, items: 5 }\n';
    const { code, out, error } = await onProduction('a.yaml', text);
    expect([code, error]).toEqual([1, '']);
    expect(out).toContain('required-field');
  });

  test('a CustomResourceDefinition, objects of its kind and a list of lists are read past', async () => {
    const documents = [
      { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'widgets.example.com' }, spec: -1 },
      { apiVersion: 'example.com/v1', kind: 'Deployment', metadata: { name: 'w' } },
      Array.from({ length: 50 }).reduce((inner: object) => ({ kind: 'List', items: [inner] }), workload()),
    ];
    expect((await services(...documents)).map((it: { service: string }) => it.service)).toContain('web');
  });

  test('random bytes are an error or a result, never an exception', async () => {
    let seed = 7;
    for (let run = 0; run < 40; run++) {
      const bytes = Buffer.from(
        Array.from({ length: 300 }, () => {
          seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
          return seed >>> 24;
        }),
      );
      expect([0, 1, 2]).toContain((await onProduction('a.yaml', bytes)).code);
    }
  });
});

describe('manifests with wrong values', () => {
  const wrong = [null, -1, 1e308, Number.MAX_SAFE_INTEGER, '', 'x', [], {}, true, '50%', '-5%', '1e400'];
  const places: ((value: unknown) => unknown)[] = [
    (value) => workload({ spec: { replicas: value } }),
    (value) => ({ ...workload(), spec: value }),
    (value) => ({ ...workload(), metadata: value }),
    (value) => workload({ spec: { strategy: value } }),
    (value) => workload({ spec: { strategy: { rollingUpdate: { maxSurge: value, maxUnavailable: value } } } }),
    (value) => workload({ spec: { strategy: { rollingUpdate: value } } }),
    (value) => workload({ pod: { containers: value } }),
    (value) => workload({ pod: { containers: [{ resources: { requests: { cpu: value, memory: value } } }, value] } }),
    (value) => workload({ pod: { topologySpreadConstraints: value } }),
    (value) =>
      workload({
        pod: {
          topologySpreadConstraints: [
            value,
            spread('zone', { maxSkew: value, minDomains: value, labelSelector: value, matchLabelKeys: value }),
          ],
        },
      }),
    (value) => workload({ pod: { affinity: value, tolerations: value, nodeSelector: value, volumes: value } }),
    (value) => workload({ pod: { tolerations: [value, { key: value, operator: value, tolerationSeconds: value }] } }),
    (value) =>
      workload({
        pod: {
          affinity: {
            nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: value },
            podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [value] },
          },
        },
      }),
    (value) => workload({ kind: 'StatefulSet', spec: { volumeClaimTemplates: [value, { spec: { storageClassName: value } }] } }),
    (value) => workload({ kind: 'DaemonSet', spec: { updateStrategy: { rollingUpdate: { maxSurge: value, maxUnavailable: value } } } }),
    (value) => budget({ maxUnavailable: value, minAvailable: value }),
    (value) =>
      workload({
        annotations: {
          'nines.dev/elasticsearch.roles': String(value),
          'nines.dev/elasticsearch.index-replicas': String(value),
          'nines.dev/elasticsearch.awareness': String(value),
        },
      }),
    (value) => ({ kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { type: 'LoadBalancer', selector: value } }),
    (value) => ({ kind: 'Ingress', metadata: { name: 'web', namespace: 'shop' }, spec: { defaultBackend: value, rules: [value] } }),
    (value) => ({ kind: 'StorageClass', metadata: { name: value }, provisioner: value, volumeBindingMode: value }),
    (value) => ({
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: value, maxReplicas: value },
    }),
  ];

  const combinations = places.flatMap((place, index) => wrong.map((value) => [index, value, place] as const));
  const takes = async (value: unknown, place: (value: unknown) => unknown, format: 'json' | 'markdown') => {
    const items = [place(value), workload({ name: 'other' }), budget({ maxUnavailable: 1 })];
    const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    const { code, error } = await nines(['check', '@app.json', '--topology', 'aws-3x2', '--format', format], { 'app.json': text });
    expect([[0, 1, 2].includes(code), error]).toEqual([true, '']);
  };

  // Of 12 values one in 5 or 29 is another one at each place.
  test.each(chosen(combinations, 5))('place %i takes %j without an exception', (_, value, place) => takes(value, place, 'markdown'));

  // What each change would save a year is asked for by JSON alone, and takes longer than all else.
  test.each(chosen(combinations, 29))('place %i takes %j where savings are looked for', (_, value, place) => takes(value, place, 'json'));

  test('names such as __proto__ and constructor are names', async () => {
    const text = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: __proto__, namespace: constructor, labels: { __proto__: x }, annotations: { nines.dev/depends-on: Deployment/toString } }
spec: { replicas: 2, template: { metadata: { labels: { __proto__: a, constructor: b } }, spec: { containers: [] } } }
`;
    const { code, out } = await onProduction('a.yaml', text);
    expect(code).toBe(1);
    expect(JSON.parse(out).services[0]).toMatchObject({ service: '__proto__', namespace: 'constructor' });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('more replicas than any cluster holds end in bounds, not in a hang', async () => {
    for (const replicas of [1_000, 1_000_000, Number.MAX_SAFE_INTEGER]) {
      const [service] = await services(workload({ replicas, pod: { topologySpreadConstraints: [spread('zone')] } }));
      expect(['unknown', 'refuted']).toContain(service.verdict);
    }
  });

  test('dependencies in a circle and on themselves end', async () => {
    const chain = (name: string, on: string) => workload({ name, annotations: { 'nines.dev/depends-on': `Deployment/${on}` } });
    expect(await services(chain('a', 'b'), chain('b', 'c'), chain('c', 'a'), chain('d', 'd'))).toHaveLength(4);
  });

  const place = (name: string) => String.raw`^nines: @a\.json:1:\d+: Deployment shop/web /metadata/annotations/nines\.dev~1${name}: `;
  test.each([
    ['needed', 'two', "'two' is not a number of pods; write an integer of at least 1, a percentage such as 60%, or majority"],
    ['target', '200%', "'200%' is not a percentage above 1% and up to 100%; write a percentage such as 99.95%"],
    [
      'depends-on',
      'somewhere',
      "'somewhere' is not a dependency; write Deployment/name, StatefulSet/namespace/name, soft Deployment/name, not Deployment/name or not \\*",
    ],
  ])('an annotation that can not be read is an error: %s %s', (name, value, message) => {
    const text = JSON.stringify(workload({ annotations: { [`nines.dev/${name}`]: value } }));
    return expectError('a.json', text, new RegExp(`${place(name)}${message}\n$`));
  });
});
