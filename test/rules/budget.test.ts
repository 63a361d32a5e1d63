import { readManifests } from '../../src/manifests/read';
import { topologies } from '../../src/platform/topologies';
import { judge } from '../availability/judged';
import { fixturesOf, reviewOf } from './fixture';

const topology = topologies.get('aws-3x2');
const cases = fixturesOf('budget-leaves-room').map((it) => [it.name, it] as const);

test.each(cases)('the rule and the proof agree on a drain: %s', (_, fixture) => {
  if (!topology) throw new Error('no topology aws-3x2');
  const { services } = judge(
    readManifests([fixture.file]).documents.map(({ value }) => value),
    topology,
  );
  const stuck = services.some((service) => service.stuck.some(({ because }) => /allows 0 evictions$|both select its pods/.test(because)));
  const { findings, accepted } = reviewOf(fixture);
  expect(stuck).toBe([...findings, ...accepted].some(({ rule }) => rule === 'budget-leaves-room'));
});
