import { JsonPatch, Size, Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { ApplicationNamespace, clientOf, denyByDefault, Elasticsearch, prove, Storage, WebService } from '../../../../src';
import { chartOf } from '../../../objects';
import { provable, threeZones, twoHalls } from './sets';

const zoneLoss = { accept: 'larger-zone', because: 'there is no third hall' } as const;
const resources = { cpu: Cpu.units(1), memory: Size.gibibytes(4) };
const required = { storageClassName: 'shop-retain', version: '9.5.6', storage: Size.gibibytes(10), masters: 3, resources } as const;

/** Three masters in two halls. */
function inTwoHalls() {
  const chart = chartOf();
  denyByDefault(chart);
  new Storage(chart, 'storage', { platform: twoHalls });
  const search = new Elasticsearch(chart, 'search', {
    ...required,
    platform: twoHalls,
    zoneLoss,
    availability: '99.5%',
    logins: { web: { cluster: ['monitor'] } },
  });
  new ApplicationNamespace(chart, 'namespace', { podSecurity: search.podSecurity });
  return { chart, search };
}

/** Three masters in two halls, and a client of theirs. */
function shop(accepts: boolean) {
  const { chart, search } = inTwoHalls();
  new WebService(chart, 'web', {
    platform: twoHalls,
    name: 'web',
    image: 'web:1.0.0',
    ports: { http: 8080 },
    resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
    replicas: 4,
    needed: 2,
    availability: '99.5%',
    ...clientOf(search.logins.web),
  });
  if (!accepts) search.statefulSet.addJsonPatch(JsonPatch.remove('/metadata/annotations/nines.dev~1accept.larger-zone'));
  return prove(chart, twoHalls);
}

test('the loss of the hall with two masters is accepted by name, for them and for what depends on them', () => {
  const proof = shop(true);
  expect(proof.problems).toEqual([]);
  const accepted = proof.accepted.filter(({ rule }) => rule === 'availability');
  expect(accepted.map(({ place, because }) => [place.object?.name, because])).toEqual([
    ['elasticsearch', 'there is no third hall'],
    ['web', 'there is no third hall'],
  ]);
  expect(proof.service('elasticsearch').singlePointsOfFailure.map(({ event, witness }) => [event, witness])).toEqual([
    ['lose zone hall-a', [2, 1]],
  ]);
});

test('without the reason both are refuted', () => {
  const proof = shop(false);
  expect(proof.problems).toEqual([
    expect.stringMatching(/refuted \(target 99\.5%\)[\s\S]*lose zone hall-a: 2 of 3 replicas may run in it \(2\/1 by zone\), 2 are needed/),
    expect.stringMatching(/lose zone hall-a: its dependency elasticsearch goes down/),
  ]);
});

test('it covers the loss of a zone alone', () => {
  const { chart, search } = inTwoHalls();
  search.statefulSet.addJsonPatch(JsonPatch.remove('/spec/template/spec/topologySpreadConstraints'));
  expect(prove(chart, twoHalls).problems[0]).toMatch(/lose one node: 3 of 3 replicas may run on it/);
});

test('where no zone holds a majority it is refused', () => {
  const message = "elasticsearch 'test/search': zoneLoss has no effect: a majority survives the loss of any zone; omit it";
  expect(() => new Elasticsearch(chartOf(), 'search', { ...required, platform: threeZones, zoneLoss })).toThrow(new Error(message));
});

test('a set of data that promises something is accepted with the hall that has most of its masters', () => {
  const sets = {
    masters: { roles: ['master'], count: 3, storage: Size.gibibytes(10) },
    data: { roles: ['data', 'ingest'], count: 4, storage: Size.gibibytes(100) },
  } as const;
  expect(() => Testing.synth(provable({ availability: '99%', platform: twoHalls, sets, zoneLoss }).chart)).not.toThrow();
});
