import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foundConfiguration } from '../../src/gate/configuration-file';
import { answer } from '../cli/answer';
import { nines } from '../cli/run';
import { moving } from './shop';

const app = moving('web', 'api');
const check = ['check', '@app.yaml', '--config', '@nines.yaml'];
const withFile = (configuration: string) => ({ 'app.yaml': app, 'nines.yaml': configuration });

test('the file says what options say', async () => {
  const { code, answer: found } = await answer(
    ['check', '--config', '@nines.yaml'],
    withFile(
      'paths: [app.yaml]\ntopology: minikube\ntarget: 99%\nskip: [image-is-pinned]\nseverity: error\nfailOn: error\nnamespaces: [shop]\nformat: json\n',
    ),
  );
  expect([code, found.services.map(({ target }) => target)]).toEqual([1, [0.99, 0.99]]);
  expect(found.findings.map(({ rule }) => rule)).toEqual(['availability', 'availability']);
  expect(found.hidden).toEqual({ rule: 2, namespace: 0, severity: 0, baseline: 0 });
});

test('an option of the command line beats the file, and --no-config reads none', async () => {
  const files = withFile('topology: minikube\nonly: [availability]\nskip: []\n');
  const asked = await answer([...check, '--only', 'image-is-pinned'], files);
  expect(asked.answer.findings.map(({ rule }) => rule)).toEqual(['image-is-pinned', 'image-is-pinned']);
  expect((await answer([...check, '--skip', 'availability'], files)).answer.findings).toEqual([]);
  expect((await answer(['check', '@app.yaml', '--no-config'], files)).answer.services).toEqual([]);
});

test('nines.yaml of the current folder is found, with what it names beside it', () => {
  const home = process.cwd();
  return withFolder(async (folder) => {
    process.chdir(folder);
    const { answer: found } = await answer(['check'], {});
    expect(found.services).toHaveLength(2);
    expect(found.findings[0]?.place.file).toBe('app.yaml');
  }).finally(() => process.chdir(home));
});

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'nines-configuration-'));
  const topology = readFileSync(join(__dirname, '../cli/fixtures/topology.yaml'), 'utf8').replace(/^services:[\s\S]*/m, '');
  for (const [name, text] of [
    ['app.yaml', app],
    ['topology.yaml', topology],
    ['nines.yaml', 'paths: [app.yaml]\ntopology: topology.yaml\n'],
  ] as const)
    writeFileSync(join(folder, name), text);
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('services are declared as in a topology', async () => {
  const entry = (more: string) => `  - { kind: Deployment, namespace: shop, name: web, ${more} }\n`;
  const services = `topology: aws-3x2\nservices:\n${entry("needed: 1, target: '90%', dependsOn: [{ kind: Deployment, name: api }]")}`;
  const { answer: found } = await answer(check, withFile(services));
  expect(found.services[0]).toMatchObject({ service: 'web', needed: 1, target: 0.9 });
});

test('a service that the manifests do not have is told, and a typo is refused', async () => {
  const entry = (name: string) => `topology: minikube\nservices:\n  - { kind: Deployment, namespace: shop, name: ${name} }\n`;
  const { code, answer: found } = await answer(check, withFile(entry('another-chart-by-far')));
  expect([code, found.notices]).toEqual([
    0,
    [
      {
        place: { file: expect.stringMatching(/nines\.yaml$/), line: 3, column: 5 },
        message: "services[0]: no workload 'Deployment/shop/another-chart-by-far' in the manifests",
        fix: 'remove the entry, or check its manifests too',
      },
    ],
  ]);
  expect(await nines(check, withFile(entry('wbe')))).toEqual({
    code: 2,
    out: '',
    error: "nines: @nines.yaml:3:48: services.0: no workload 'Deployment/shop/wbe' in the manifests; did you mean 'Deployment/shop/web'?\n",
  });
});

const database = 'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: db, namespace: shop}\nspec: {instances: 3}\n';
const declaring = (name: string) =>
  `customResources:\n  - { kind: Cluster, namespace: shop, name: ${name}, pods: [{ most: 4, requests: { cpu: 100m } }] }\n`;

test('the pods of custom resources are declared as in a topology', async () => {
  const files = (configuration: string) => ({ 'app.yaml': `${app}---\n${database}`, 'nines.yaml': `topology: aws-3x2\n${configuration}` });
  const unmodelled = async (configuration: string) =>
    (await answer(check, files(configuration))).answer.services.map((service) => service.unmodelled);
  expect(await unmodelled('')).toEqual([
    [expect.stringContaining('declare its pods under customResources')],
    [expect.stringContaining('declare its pods under customResources')],
  ]);
  expect(await unmodelled(declaring('db'))).toEqual([undefined, undefined]);
  const { answer: found } = await answer(check, files(declaring('another-chart-by-far')));
  expect(found.notices?.map(({ message, place }) => [place.line, message])).toEqual([
    [3, "customResources[0]: no custom resource 'Cluster/shop/another-chart-by-far' in the manifests"],
  ]);
  expect((await nines(check, files(declaring('bd')))).error).toBe(
    "nines: @nines.yaml:3:45: customResources.0: no custom resource 'Cluster/shop/bd' in the manifests; did you mean 'Cluster/shop/db'?\n",
  );
  const topology = `${readFileSync(join(__dirname, '../cli/fixtures/topology.yaml'), 'utf8').replace(/^services:[\s\S]*/m, '')}${declaring('db')}`;
  expect(
    (
      await nines(check, {
        ...files(declaring('db')),
        'nines.yaml': `topology: topology.yaml\n${declaring('db')}`,
        'topology.yaml': topology,
      })
    ).error,
  ).toBe("nines: @nines.yaml:3:5: customResources[0]: 'Cluster/shop/db' is declared in the topology too; keep one of them\n");
});

test('a service that the topology declares too is refused', async () => {
  const service = 'services:\n  - { kind: Deployment, namespace: shop, name: web, needed: 1 }\n';
  const topology = readFileSync(join(__dirname, '../cli/fixtures/topology.yaml'), 'utf8');
  const own = /^services:/m.test(topology) ? topology.replace(/^services:\n/m, service) : `${topology}${service}`;
  const run = await nines(check, { ...withFile(`topology: topology.yaml\n${service}`), 'topology.yaml': own });
  expect([run.code, run.error]).toEqual([
    2,
    "nines: @nines.yaml:3:5: services[0]: 'Deployment/shop/web' is declared in the topology too; keep one of them\n",
  ]);
});

test.each<[string, string, readonly string[]]>([
  ['an unknown field', 'skipp: [a]', ["1:1: skipp: unknown field; write 'skip'"]],
  ['a text for a list', 'skip: image-is-pinned', ["1:7: skip: must be a list, got a string: 'image-is-pinned'; write a list"]],
  ['an unknown severity', 'severity: warn', ["1:11: severity: unsupported value 'warn'; use error, warning or hint"]],
  ['an unknown rule', 'skip:\n  - image-is-pined', ["2:5: skip[0]: unknown rule 'image-is-pined'; write 'image-is-pinned'"]],
  [
    'a rule that is asked for and left out',
    'only: [availability]\nskip: [availability]',
    ["2:8: skip[0]: 'availability' is in only and in skip; remove it from one of them"],
  ],
  [
    'a target without nodes',
    'target: 99.9',
    ['1:9: target: needs a topology: without nodes no availability is judged; add topology: NODES'],
  ],
  [
    'services without nodes',
    'services: [{ kind: Deployment, namespace: shop, name: web }]',
    ['1:1: services: needs a topology: without nodes no availability is judged; add topology: NODES'],
  ],
  [
    'custom resources without nodes',
    'customResources: [{ kind: Cluster, name: db, pods: [{ most: 1, requests: {} }] }]',
    ['1:1: customResources: needs a topology: without nodes no availability is judged; add topology: NODES'],
  ],
  ['a fraction', 'topology: minikube\ntarget: 0.99', ["2:9: target: '0.99' is a fraction, must be a percentage; write 99%"]],
  [
    'what fails and is not shown',
    'severity: error\nfailOn: hint',
    ['2:9: failOn: hint fails on findings that severity: error hides; write severity: hint'],
  ],
  [
    'an acceptance without its object and reason',
    'accept:\n  - { rule: availability }',
    [
      "2:5: accept[0]: 'object' is missing; add 'object', Kind/name or Kind/namespace/name such as Deployment/shop/web, with * for any part of a name",
      "2:5: accept[0]: 'because' is missing; add 'because', a reason such as 'the vendor mends it in 2.4'",
    ],
  ],
  [
    'an acceptance with invalid values',
    "accept:\n  - { rule: availibility, object: web, because: '-', until: 2026-02-30 }",
    [
      "2:35: accept[0].object: 'web' is not an object reference; write Kind/name or Kind/namespace/name such as Deployment/shop/web, with * for any part of a name",
      "2:49: accept[0].because: '-' is not a reason; write a reason such as 'the vendor mends it in 2.4'",
      '2:61: accept[0].until: 2026-02-30 is not in the calendar; write the last day on which it is accepted, such as 2027-03-31',
    ],
  ],
  [
    'a day of another form',
    "accept:\n  - { rule: availability, object: Deployment/a, because: a, until: '31.12.2026' }",
    ["2:68: accept[0].until: '31.12.2026' is not a day; write the last day on which it is accepted, such as 2027-03-31"],
  ],
  [
    'an unknown rule that is accepted',
    'accept:\n  - { rule: availibility, object: Deployment/a, because: a }',
    ["2:13: accept[0].rule: unknown rule 'availibility'; write 'availability'"],
  ],
  [
    'a rule that is accepted elsewhere',
    'accept:\n  - { rule: refused-object, object: Deployment/a, because: a }',
    [
      "2:13: accept[0].rule: 'refused-object' cannot be accepted here; remove it; nines check never reports it, or reports nothing else with it",
    ],
  ],
  [
    'a service twice',
    'topology: minikube\nservices:\n  - { kind: Deployment, namespace: shop, name: web }\n  - { kind: Deployment, namespace: shop, name: web }',
    ["4:48: services[1].name: duplicate entry for 'Deployment/shop/web'; keep one entry for each workload"],
  ],
  ['two documents', 'skip: []\n---\nskip: []', [' the configuration has 2 documents; keep one of them']],
  ['a namespace that nothing is in', 'namespaces: [shpo]', ["1:14: namespaces[0]: no object is in namespace 'shpo'; write 'shop'"]],
])('%s in the file is refused', async (_, configuration, messages) => {
  const NODES = 'three-zones for a usual cluster; nines topology writes the file of yours';
  const { code, out, error } = await nines(check, withFile(configuration));
  expect([code, out, error]).toEqual([2, '', messages.map((it) => `nines: @nines.yaml:${it.replace('NODES', NODES)}\n`).join('')]);
});

test.each([
  [['--config', '@none.yaml'], 'no such file: @none.yaml; check the path'],
  [['--config', '@nines.yaml', '--no-config'], '--config and --no-config exclude each other; remove one of them'],
])('%j is refused', async (args, message) => {
  expect(await nines(['check', '@app.yaml', ...args], withFile(''))).toEqual({ code: 2, out: '', error: `nines: ${message}\n` });
});

test('two files that could be meant are refused', async () => {
  const home = process.cwd();
  await withFolder(async (folder) => {
    writeFileSync(join(folder, 'nines.yml'), '');
    process.chdir(folder);
    expect(() => foundConfiguration()).toThrow('both nines.yaml and nines.yml exist; keep one of them, or name one with --config');
  }).finally(() => process.chdir(home));
});

test('the files that say how to check are no manifests, though a pattern names them', async () => {
  const topology = readFileSync(join(__dirname, '../cli/fixtures/topology.yaml'), 'utf8').replace(/^services:[\s\S]*/m, '');
  const files = {
    ...withFile('topology: topology.yaml\nbaseline: known.json'),
    'topology.yaml': topology,
    'known.json': '{"version":1,"findings":[]}',
  };
  const { answer: found } = await answer(
    ['check', '@app.yaml', '@known.json', '@nines.yaml', '@topology.yaml', '--config', '@nines.yaml'],
    files,
  );
  expect(found).toMatchObject({ services: [{}, {}], read: { files: 1 } });
});

test('an empty file configures nothing, and in JSON a mistake is a finding', async () => {
  expect((await answer(check, withFile('# nothing yet\n'))).answer.services).toEqual([]);
  const { code, out } = await nines([...check, '--format', 'json'], withFile('skipp: []'));
  expect([code, JSON.parse(out).findings]).toMatchObject([
    2,
    [{ rule: 'unreadable', message: 'skipp: unknown field', place: { line: 1 } }],
  ]);
});

test('a change that is accepted for nines diff is no notice of nines check', async () => {
  const accept = 'accept:\n  - { rule: data-at-risk, object: PersistentVolumeClaim/shop/data, because: archived }\n';
  const { code, out } = await nines(check, withFile(accept));
  expect(code).toBe(0);
  expect(out).not.toContain('nothing to accept');
});
