import { clusterOf } from '../../src/cluster/cluster';
import { schemaProblems } from '../../src/cluster/topology-problems';
import { parseShare } from '../../src/cluster/yearly';
import { zones } from '../availability/manifests';

const problems = (more: Record<string, unknown>) =>
  schemaProblems({ ...zones([1]), ...more }).map(({ path, message, fix }) => `${path.join('.')}: ${message}; ${fix}`);

const outside = { name: 'region', kind: 'region', availability: '99.99%', source: 'its agreement' };
const plannedWork = { drainsPerYear: 12, away: '5m', source: 'own record' };
const releases = { perYear: 52, failing: '5%', notice: '20m', recover: '40m', share: '50%', source: 'own record' };

test('what a year costs is declared in the topology', () => {
  const services = [{ kind: 'StatefulSet', namespace: 'shop', name: 'search', writes: '20%' }];
  expect(problems({ outside: [outside], plannedWork, releases, tcpRetries2: 5, patience: '10s', services })).toEqual([]);
  expect(problems({ region: { rate: { mtbf: '1h', mttr: '1m', source: 'test', factor: 2, basis: 'measured' } } })).toEqual([]);
});

test('how far an availability may be off is declared as for a rate', () => {
  expect(problems({ outside: [{ ...outside, factor: 3, basis: 'assumption' }] })).toEqual([]);
  expect(() => clusterOf({ ...zones([1]), outside: [{ ...outside, kind: 'region', factor: 3, basis: 'assumption' }] })).not.toThrow();
});

test('a source may have its address, and short losses of nodes a rate', () => {
  const url = 'https://shop.example/record';
  const interruption = { mtbf: '8766h', mttr: '2m', source: 'own record', mttrSource: 'a guess', url };
  const addressed = { outside: [{ ...outside, url }], plannedWork: { ...plannedWork, url }, releases: { ...releases, url } };
  expect(problems({ nodes: { interruption }, ...addressed })).toEqual([]);
  expect(() => clusterOf({ ...zones([1]), nodes: { interruption } })).not.toThrow();
});

test.each([
  [{ outside: [{ ...outside, kind: 'regoin' }] }, "outside.0.kind: unsupported value 'regoin'; write 'region'"],
  [
    { outside: [{ ...outside, availability: '0.9999' }] },
    "outside.0.availability: '0.9999' is a fraction, must be a percentage; write 99.99%",
  ],
  [{ outside: [{ ...outside, factor: 0.5 }] }, 'outside.0.factor: 0.5 is out of range; write a number of at least 1'],
  [{ outside: [{ ...outside, basis: 'guess' }] }, "outside.0.basis: unsupported value 'guess'; use commitment, measured or assumption"],
  [{ outside: [{ ...outside, source: undefined }] }, "outside.0: 'source' is missing; add 'source', where the figures come from"],
  [
    { plannedWork: { ...plannedWork, away: 'soon' } },
    "plannedWork.away: 'soon' is not a duration; write a duration such as 8766h, 15m or 90s",
  ],
  [{ plannedWork: { ...plannedWork, drainsPerYear: -1 } }, 'plannedWork.drainsPerYear: -1 is out of range; write a number of at least 0'],
  [{ releases: { ...releases, failing: '0.05' } }, "releases.failing: '0.05' is not a share; write a share such as 5%"],
  [{ releases: { ...releases, share: '120%' } }, "releases.share: '120%' is not a share; write a share such as 5%"],
  [{ tcpRetries2: 300 }, 'tcpRetries2: 300 is out of range; write an integer from 0 to 255'],
  [
    { outside: [{ ...outside, url: 'shop.example' }] },
    "outside.0.url: 'shop.example' is not an address; write an address such as https://example.org/report",
  ],
  [{ nodes: { interruptions: 'never' } }, "nodes.interruptions: unknown field; write 'interruption'"],
  [{ patience: '0s' }, "patience: '0s' must be greater than 0; write a duration such as 10s"],
])('%j', (more, told) => {
  expect(problems(more)).toEqual([told]);
});

test.each([
  ['5%', 0.05],
  ['0.5%', 0.005],
  ['100%', 1],
  ['100.1%', undefined],
  ['5', undefined],
])('the share %s', (text, share) => {
  expect(parseShare(text)).toBe(share);
});

test.each([
  [
    { outside: [{ ...outside, kind: 'cdn' }] },
    "'cdn' is not a kind of outside service; write region, load-balancer, dns, certificates, other",
  ],
  [
    { outside: [{ ...outside, availability: '99,99%' }] },
    "'99,99%' is not a percentage above 1% and up to 100%; write a percentage such as 99.95%",
  ],
  [{ outside: [{ ...outside, factor: 0.5 }] }, '0.5 is not a factor of 1 or more; write a factor such as 3'],
  [{ outside: [{ ...outside, basis: 'guess' }] }, "'guess' is not a basis of a figure; write commitment, measured, assumption"],
  [{ plannedWork: { ...plannedWork, drainsPerYear: -1 } }, '-1 is not a number of 0 or more; write a number such as 12'],
  [{ releases: { ...releases, notice: 'soon' } }, "'soon' is not a duration; write a duration such as 90s or 5m"],
  [{ releases: { ...releases, failing: 'some' } }, "'some' is not a share; write a share such as 5%"],
  [
    { nodes: { interruption: { mtbf: '0h', mttr: '2m', source: 'own record' } } },
    'mtbf and mttr must be durations, mtbf greater than 0; write durations such as 8766h, 15m or 90s',
  ],
  [{ tcpRetries2: Number.NaN }, 'NaN is not a number of 0 or more; write a number such as 12'],
])('a topology in TypeScript is refused too: %j', (more, told) => {
  expect(() => clusterOf({ ...zones([1]), ...(more as object) })).toThrow(told);
});
