import { type App, Size } from 'cdk8s';
import { Elasticsearch } from '../../src';
import { summaryOf } from '../../src/synthesis/summary';
import { indexedSynthesisOf } from '../../src/synthesis/synthesis';
import { threeZones } from '../constructs/elasticsearch/cluster';
import { chartIn } from '../promise/service';

/** An environment with a cluster. */
const synthesis = (snapshots?: { readonly accept: 'no-backup'; readonly because: string }) =>
  indexedSynthesisOf({ name: 'test', platform: threeZones, provided: ['Namespace/shop', 'StorageClass/gp3'] }, (app) => {
    const chart = chartIn(app as App, 'test');
    new Elasticsearch(chart, 'search', {
      platform: threeZones,
      storageClassName: 'gp3',
      version: '9.5.6',
      storage: Size.gibibytes(10),
      masters: 3,
      snapshots,
    });
    return chart;
  });

test('a database without a backup is told, and synthesized', () => {
  const found = synthesis();
  expect(found.problems).toEqual([]);
  expect(found.files).not.toEqual([]);
  expect(found.advice).toMatchObject([{ rule: 'data-has-backup', place: { object: { kind: 'StatefulSet', name: 'elasticsearch' } } }]);
  expect(summaryOf(found)).toContain(`
  advice
    hint: dist/test/20-search.yaml StatefulSet shop/elasticsearch /spec/template/spec/containers/0/volumeMounts/0 (made by test/search/stateful-set)
      Elasticsearch keeps its data in claim 'data', and nothing in the manifests backs it up [data-has-backup]
      declare \`snapshots\`, or say why there are none: { accept: 'no-backup', because: '...' }
`);
});

test('one that is accepted with a reason is among what is accepted, and no advice', () => {
  const found = synthesis({ accept: 'no-backup', because: 'it can be indexed again' });
  expect(found.advice).toEqual([]);
  expect(summaryOf(found)).not.toContain('\n  advice\n');
  expect(summaryOf(found)).toContain('because it can be indexed again');
});
