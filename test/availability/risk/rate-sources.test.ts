import { originOfRates } from '../../../src/availability/risk/rate-sources';
import type { Rate, Topology } from '../../../src/cluster/topology';
import { topologies } from '../../../src/platform/topologies';
import { spread } from '../manifests';
import { downtimeOf, row, service, web } from './table';

const guess: Rate = { mtbf: '8766h', mttr: '1h', source: 'assumption: once a year' };
const own: Rate = { mtbf: '1000h', mttr: '1h', source: 'own records', url: 'https://shop.example/nodes', basis: 'measured' };
const rates = { zones: [guess, guess], nodes: [own], pods: ['never' as const] };

test('a figure rests on the rates that make a tenth of it or more, the largest first', () => {
  expect(originOfRates({ zones: 0.97, nodes: 0.03, pods: 0 }, rates)).toEqual({
    source: 'assumption: rates of zones (once a year)',
    basis: 'assumption',
    told: 'zones: every 8766h for 1h',
  });
  expect(originOfRates({ zones: 0.2, nodes: 0.8, pods: 0 }, rates)).toEqual({
    source: 'rates of nodes (own records), zones (assumption: once a year)',
    url: 'https://shop.example/nodes',
    basis: 'assumption',
    told: 'nodes: every 1000h for 1h; zones: every 8766h for 1h',
  });
  expect(originOfRates({ zones: 0.01, nodes: 0.99, pods: 0 }, rates).basis).toBe('measured');
});

test('a rate that is known with an assumed duration is an assumption', () => {
  const assumed: Rate = { ...own, mttrSource: 'assumption: an hour' };
  const found = originOfRates({ zones: 0, nodes: 1, pods: 0 }, { ...rates, nodes: [assumed] });
  expect(found).toMatchObject({ source: 'rates of nodes (own records)', basis: 'assumption' });
  expect(found.told).toBe('nodes: every 1000h for 1h (assumption: an hour)');
});

test('of nothing all rates are named, and where nothing fails none', () => {
  expect(originOfRates({ zones: 0, nodes: 0, pods: 0 }, rates).source).toBe(
    'rates of zones (assumption: once a year), nodes (own records)',
  );
  const never = { zones: ['never'], nodes: [], pods: [] } as const;
  expect(originOfRates({ zones: 0, nodes: 0, pods: 0 }, never)).toEqual({ source: 'no failures', basis: 'topology', told: '' });
});

test('pods that no node takes are missing whatever fails', () => {
  const topology = topologies.get('digitalocean-3') as Topology;
  expect(row(downtimeOf([web(), service()], topology), 'capacity').unavailability).toMatchObject({
    value: 1,
    source: 'the rules and the nodes',
    basis: 'topology',
    because: expect.stringMatching(/; too few pods run, whatever fails$/),
  });
});

test('where the only zone makes most of capacity, its assumed rate is the source', () => {
  const topology = topologies.get('digitalocean-3') as Topology;
  const apart = web({ pod: { topologySpreadConstraints: [spread('host', { matchLabelKeys: ['pod-template-hash'] })] } });
  expect(row(downtimeOf([apart, service()], topology), 'capacity').unavailability).toMatchObject({
    source: 'assumption: rates of zones (once a year, for an hour)',
    basis: 'assumption',
  });
});

test('over three zones it is that of nodes, whose source can be read, and then that of zones', () => {
  const topology = topologies.get('aws-3x2') as Topology;
  const downtime = downtimeOf([web({ annotations: { 'nines.dev/needed': '2' } }), service()], topology);
  const { share } = row(downtime, 'planned-work');
  expect(share).toMatchObject({
    basis: 'assumption',
    url: 'https://research.google/pubs/availability-in-globally-distributed-storage-systems/',
  });
  expect(share.source).toMatch(
    /^assumption: rates of nodes \(as often as Google's storage machines .*\), zones \(once a year, for an hour\)$/,
  );
  expect(row(downtime, 'capacity').unavailability?.basis).toBe('assumption');
});
