import { gunzipSync } from 'node:zlib';
import { fromColumns } from '../../src/page/columns';
import { type PageData, pageDataOf } from '../../src/page/data';
import { headlineOf, ranked } from '../../src/page/headline';
import { pageOf } from '../../src/page/html';
import { indexPageOf } from '../../src/page/index-page';
import { movesOf } from '../../src/page/moves';
import { eventName, outcomeOf } from '../../src/page/outcome';
import { pictureOf, shortened } from '../../src/page/picture';
import { recomputed } from '../../src/page/recomputed';
import { switched, unchanged } from '../../src/page/switches';
import { fullReport, reviewOf } from '../../src/proof/report';
import { budget, spread, workload, zones } from '../availability/manifests';
import { indexed } from '../indexed';

const topology = zones([2, 2, 2]);
const target = { annotations: { 'nines.dev/target': '99.9%' } };
const spreadOut = { pod: { topologySpreadConstraints: [spread('zone')] } };

function dataFor(objects: readonly unknown[], name = 'web'): PageData {
  const index = indexed(objects);
  return pageDataOf(name, { index, topology, report: fullReport(index, topology, reviewOf(index, topology)) });
}

const assets = { script: 'render()', style: 'main { margin: 0 }' };

/** What the loader of a page unpacks. */
function unpacked(html: string, id: string): string {
  const [, text = ''] = new RegExp(`id="${id}">([^<]*)<`).exec(html) ?? [];
  return gunzipSync(Buffer.from(text, 'base64')).toString();
}

test('a page holds its program and its data, and the policy names the hashes of its scripts and its style', () => {
  const data = dataFor([workload({ ...target, ...spreadOut })]);
  const html = pageOf(data, assets);
  expect(unpacked(html, 'program')).toBe(assets.script);
  expect(fromColumns(JSON.parse(unpacked(html, 'data')))).toEqual(JSON.parse(JSON.stringify(data)));
  expect(html).toMatch(
    /content="default-src 'none'; script-src 'sha256-[^']+' 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/,
  );
  expect(pageOf(data, assets)).toBe(html);
});

test('a hostile name is text in the head and in the index', () => {
  const data = dataFor([workload()], '<script>"\'&');
  expect(pageOf(data, assets)).toContain('<h1>&lt;script&gt;&quot;&#39;&amp; promises nothing</h1>');
  const index = indexPageOf([{ file: '<a>.html', data }], assets);
  expect(index).toContain('href="%3Ca%3E.html"');
  expect(index).not.toContain('<script');
});

test.each([
  ['keeps its promise', [workload({ ...target, ...spreadOut }), budget({ maxUnavailable: 1 })], 'kept'],
  ['breaks a promise', [workload({ ...target, replicas: 1 })], 'broken'],
  ['promises nothing', [workload()], 'none'],
  ['', [], 'none'],
])('the headline of an application that %s', (words, objects, state) => {
  const headline = headlineOf(dataFor(objects));
  expect(headline).toMatchObject({ title: `web ${words}`.trim(), state });
});

test('the headline tells the figure against the target, and what stops nothing', () => {
  expect(headlineOf(dataFor([workload({ ...target, ...spreadOut }), budget({ maxUnavailable: 1 })])).sentence).toMatch(
    /^Of the 526 minutes a year that 99\.9% allows web, [\d.]+ are expected: up 99\.\d+% of the time, \d\.\d nines\. No single .*lost zone.* stops it\.$/,
  );
});

test('services are told in the order in which they need somebody', () => {
  const { services } = dataFor([
    workload({ ...target, ...spreadOut }),
    budget({ maxUnavailable: 1 }),
    workload({ name: 'promises-nothing' }),
    workload({ name: 'broken', ...target, replicas: 1 }),
  ]).report;
  expect(ranked(services).map(({ service }) => service)).toEqual(['broken', 'web', 'promises-nothing']);
});

test('a change tells which pods stand elsewhere', () => {
  const scene = (...objects: readonly unknown[]) => dataFor(objects).scene;
  const before = scene(workload(spreadOut), workload({ name: 'old', replicas: 1 }));
  const after = scene(workload({ ...spreadOut, replicas: 4 }), workload({ name: 'new', replicas: 1 }));
  expect(movesOf(before, before)).toEqual([]);
  expect(movesOf(before, after)).toEqual([expect.stringMatching(/^web: 1 more on workers-\d in zone-[abc]$/), 'old is gone', 'new is new']);
});

test('an event is told with what stops, what waits, and what fails', () => {
  const { scene, report } = dataFor([workload({ ...target, ...spreadOut })]);
  const lost = scene.worst.events.find(({ kind }) => kind === 'lose zone');
  if (!lost) throw new Error('no zone can be lost');
  expect(eventName(scene, lost)).toBe('Zone zone-a is lost');
  expect(outcomeOf(scene, scene.worst, lost, report.services)).toMatchObject({
    title: 'Zone zone-a is lost: every service still answers',
    state: 'yes',
    services: [
      {
        name: 'web',
        summary: '2 of 3 pods ready, 1 needed',
        fates: ['1 pod waits 60 min, until the zone is back: its rules and the room on other nodes leave it no other place'],
      },
    ],
  });
});

test('a service that stops is told with how long it is down', () => {
  const { scene, report } = dataFor([workload({ replicas: 1 })]);
  const lost = scene.worst.events.find(({ kind, subject }) => kind === 'lose node' && subject === scene.worst.pods[0]?.node);
  if (!lost) throw new Error('no node can be lost');
  const { title, services } = outcomeOf(scene, scene.worst, lost, report.services);
  expect([title, services[0]?.summary]).toEqual([
    'Node workers-1 in zone-a is lost: web stops answering',
    '0 of 1 pods ready, 1 needed: down for 6.33 min',
  ]);
});

test('a picture has a place for each zone, node and pod, within its width', () => {
  const { scene } = dataFor([workload(spreadOut)]);
  for (const width of [280, 640, 1100])
    for (const event of [undefined, ...scene.worst.events]) {
      const { zones: areas, nodes, pods, isDense } = pictureOf(scene, scene.worst, event, width);
      expect([areas.length, nodes.length, isDense]).toEqual([3, 6, false]);
      expect(pods.length).toBe(3 + (event?.fates.filter(({ to }) => to !== undefined).length ?? 0) + (event?.added.length ?? 0));
      for (const box of [...areas, ...nodes, ...pods]) expect(box.x + box.width).toBeLessThanOrEqual(width + 0.01);
    }
});

test('nodes stay where they are from one event to the next', () => {
  const { scene } = dataFor([workload(spreadOut)]);
  const places = scene.worst.events.map((event) =>
    pictureOf(scene, scene.worst, event, 900).nodes.map(({ x, y, height }) => [x, y, height]),
  );
  expect(new Set(places.map((it) => JSON.stringify(it))).size).toBe(1);
});

test('many pods are dots without names', () => {
  const { scene } = dataFor([workload({ replicas: 130 })]);
  const { isDense, pods } = pictureOf(scene, scene.expected, undefined, 900);
  expect([isDense, pods.length, pods[0]?.label]).toEqual([true, 130, '']);
});

test('a long name is cut in its middle', () => {
  expect(shortened('backend', 100)).toBe('backend');
  expect(shortened('a-very-long-name-of-a-service', 70)).toBe('a-ver…vice');
});

test('what is computed again without a change is what was judged', () => {
  const data = dataFor([workload({ ...target, ...spreadOut })]);
  const again = recomputed(data.model);
  const figures = ({ services }: { services: PageData['report']['services'] }) =>
    services.map((it) => [it.service, it.verdict, it.unavailability, it.downtime.sum]);
  expect(figures(again)).toEqual(figures(data.report));
  expect(again.scene).toEqual(data.scene);
});

test('switches change replicas, targets, zones, nodes and rates', () => {
  const { model } = dataFor([workload(target)]);
  const id = 'Deployment/shop/web';
  const failures = { zones: 2, nodes: 1, pods: 1 };
  const { documents, topology: changed } = switched(model, {
    replicas: { [id]: 5 },
    targets: { [id]: '99%' },
    zones: 4,
    nodes: 3,
    failures,
  });
  expect(documents[0]).toMatchObject({ metadata: { annotations: { 'nines.dev/target': '99%' } }, spec: { replicas: 5 } });
  expect(changed.zones.map(({ name, rate, pools }) => [name, rate === 'never' ? rate : rate.mtbf, pools[0]?.count])).toEqual([
    ['zone-a', '15778800s', 3],
    ['zone-b', '15778800s', 3],
    ['zone-c', '15778800s', 3],
    ['another-1', '15778800s', 3],
  ]);
  expect(switched(model, unchanged)).toEqual(model);
});

test('values of Secrets are left out, their keys are kept', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' }, data: { password: 'aHVudGVy' } };
  expect(dataFor([secret]).model.documents).toEqual([
    { ...secret, metadata: { name: 'key', namespace: 'default' }, data: { password: '' } },
  ]);
});
