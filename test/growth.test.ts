import { application } from '../bench/application';
import { cluster } from '../bench/cluster';
import { copies } from '../bench/copies';
import { judge } from '../src/availability';
import { changeBetween } from '../src/change/change';
import { indexOf, type ObjectIndex } from '../src/manifests/object-index';
import { parseYaml } from '../src/manifests/yaml';
import { yamlTextOf } from '../src/manifests/yaml/writer';
import { rulesOver } from '../src/rules';
import { budget, workload } from './availability/manifests';
import { shopManifests } from './fixtures/manifests';
import { production } from './fixtures/shop/environments/production';
import { operationsIn, stopCounting } from './operations';

afterAll(stopCounting);

const topology = cluster(3, 100);
const shops = shopManifests(production);
const indexed = (workloads: number) => indexOf(application(workloads, false).map((value) => ({ value })));
const edited = (workloads: number) => {
  const text = JSON.stringify(application(workloads, false)).replaceAll('registry.example/main:1', 'registry.example/main:2');
  return indexOf((JSON.parse(text) as unknown[]).map((value) => ({ value })));
};

/** Six nodes, which even the fewest of these services may find full: of no pod the place is sure. */
const crowded = cluster(3, 2);

/** Services that need the next one of their ring, of which every third runs one pod. */
function rings(services: number, members: number): ObjectIndex {
  const manifests = Array.from({ length: services }, (_, index) => {
    const name = `web-${index}`;
    const next = index - (index % members) + ((index + 1) % members);
    const container = { name: 'main', image: 'registry.example/main:1', resources: { requests: { cpu: '2' } } };
    const annotations = { 'nines.dev/needed': '1', 'nines.dev/depends-on': `Deployment/web-${next}` };
    return [
      workload({ name, replicas: index % 3 === 0 ? 1 : 3, annotations, pod: { containers: [container] } }),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace: 'shop' },
        spec: { selector: { app: name }, ports: [{ port: 80 }] },
      },
      budget({ maxUnavailable: 1 }, name),
    ];
  });
  return indexOf(manifests.flat().map((value) => ({ value })));
}

/** What is done to a number of objects or services; the input is made before it is counted. */
const works: Record<string, (size: number) => () => unknown> = {
  'the proof': (size) => {
    // Where nothing fails, no remedies are searched, whose number is limited.
    const index = indexOf(application(size, true).map((value) => ({ value })));
    return () => judge(index, topology, { target: 0.999 });
  },
  'the rules': (size) => {
    const documents = copies(shops, size * 10);
    return () => rulesOver(indexOf(documents));
  },
  'a change': (size) => {
    const [base, head] = [indexed(size), edited(size)];
    return () => changeBetween(base, head);
  },
  'reading YAML': (size) => {
    const text = application(size, false)
      .map((value) => `---\n${yamlTextOf(value as object)}`)
      .join('');
    return () => parseYaml(text, 'bench.yaml');
  },
};

/** What the second doubling of a size adds, by what the first adds: 2 where work grows with the size, 4 where it grows with its square. */
function growthOf(prepare: (size: number) => () => unknown, first = 20): number {
  // What is computed once for all sizes counts in none.
  prepare(10)();
  const [one, two, four] = [first, 2 * first, 4 * first].map((size) => operationsIn(prepare(size))) as [number, number, number];
  expect(two).toBeGreaterThan(one + 500);
  return (four - two) / (two - one);
}

test.each(Object.entries(works))('%s: twice as much takes twice as many operations', (_, prepare) => {
  expect(growthOf(prepare)).toBeLessThan(3);
});

test('the proof of services that need each other, without a sure place: twice as much takes twice as many operations', () => {
  const prepare = (size: number) => {
    const index = rings(size, 10);
    return () => judge(index, crowded);
  };
  // Advice reads a hundred objects otherwise than more.
  expect(growthOf(prepare, 40)).toBeLessThan(3);
});

test('where each service needs all others, twice as many have four times as many rows, and take no more operations', () => {
  const prepare = (size: number) => {
    const index = rings(size, size);
    return () => judge(index, crowded);
  };
  expect(growthOf(prepare, 10)).toBeLessThan(5);
});

test('work that compares all with all is seen', () => {
  const comparing = (size: number) => () => {
    const { objects } = indexed(size / 4);
    for (const one of objects) for (const other of objects) indexOf([{ value: one.root.value }, { value: other.root.value }]);
  };
  expect(growthOf(comparing)).toBeGreaterThan(3);
});
