import { topologies } from '../../../src/platform/topologies';
import { downtimeOf, ingress, row, service, web } from './table';

const annotations = { 'nines.dev/elasticsearch.roles': 'master, data', 'nines.dev/needed': '2' };
const topology = topologies.get('aws-3x2');
const search = downtimeOf([web({ kind: 'StatefulSet', annotations }, { readinessProbe: undefined }), service()], topology);
const entry = downtimeOf([web(), service(), ingress('traefik')], topology);

/** What a formula comes to: summands of factors, which begin with a number or are the rate of a cycle. */
function computed(formula: string): number {
  return formula
    .split(/ \+ (?![^(]*\))/)
    .map((summand) => summand.split(' x ').reduce((product, factor) => product * factorOf(factor), 1))
    .reduce((sum, it) => sum + it, 0);
}

function factorOf(text: string): number {
  const [, up, down, unit] = /^8766 h \/ \((\d+)h \+ (\d+)([hms])\)$/.exec(text) ?? [];
  if (up === undefined) return Number.parseFloat(text);
  return 8766 / (Number(up) + Number(down) / ({ h: 1, m: 60, s: 3600 }[unit as string] ?? 0));
}

test.each([...search.risks, ...entry.risks].flatMap(({ id, events }) => (events ? [[id, events] as const] : [])))(
  'the formula of the rate of %s gives that rate',
  (_, { value, because = '' }) => {
    expect(computed(because) / value).toBeCloseTo(1, 2);
  },
);

test('interruptions of nodes are a summand with a source of their own, and an assumption', () => {
  const losses =
    "assumption: as often as Google's storage machines (Ford et al., OSDI 2010); assumption: as often as a node is lost for longer";
  expect(row(entry, 'entry-health-check').events).toMatchObject({
    because: '6 lost nodes x 8766 h / (3130h + 1h) + 6 interrupted nodes x 8766 h / (3130h + 3m)',
    source: losses,
    basis: 'assumption',
  });
  expect(row(search, 'election').events).toMatchObject({
    because: '1 lost node x 2.80 + 1 interrupted node x 2.80 + 1 lost zone x 1.00',
    source: `${losses}; assumption: once a year, for an hour`,
    url: row(search, 'node-failover').events?.url,
    basis: 'assumption',
  });
  expect(row(search, 'fault-detection').events?.because).toBe('2 lost nodes x 2.80 + 2 interrupted nodes x 2.80 + 2 lost zones x 1.00');
});
