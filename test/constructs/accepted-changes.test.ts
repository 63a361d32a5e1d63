import { type AcceptedChange, ApplicationNamespace } from '../../src';
import { find, manifestsOf } from '../objects';

const annotations = (...acceptedChanges: AcceptedChange[]) =>
  find(
    manifestsOf((chart) => new ApplicationNamespace(chart, 'namespace', { podSecurity: 'restricted', acceptedChanges })),
    'Namespace',
    'shop',
  ).metadata.annotations;

test('accepted changes of one risk share an annotation', () => {
  expect(
    annotations(
      { accept: 'claim-size', of: 'StatefulSet/shop/logs', because: 'they were grown by hand' },
      { accept: 'data-at-risk', of: ['StatefulSet/shop/a', 'StatefulSet/shop/b'], because: 'both were copied' },
      { accept: 'claim-size', of: 'StatefulSet/shop/search', because: 'these too' },
      { accept: 'mass-deletion', because: 'the shop became smaller' },
    ),
  ).toEqual({
    'nines.dev/accept.claim-size': 'StatefulSet/shop/logs because they were grown by hand\nStatefulSet/shop/search because these too',
    'nines.dev/accept.data-at-risk': 'StatefulSet/shop/a, StatefulSet/shop/b because both were copied',
    'nines.dev/accept.mass-deletion': 'because the shop became smaller',
  });
});

test.each([
  [undefined, 'nothing'],
  [[], '[]'],
  ['elasticsearch', "'elasticsearch'"],
  [['StatefulSet/shop/search', 'logs'], '["StatefulSet/shop/search","logs"]'],
])('an accepted change that names %j instead of objects is refused', (of, shown) => {
  const change = { accept: 'claim-size', of, because: 'they were grown by hand' } as unknown as AcceptedChange;
  expect(() => annotations(change)).toThrow(
    new Error(
      `application namespace 'test/namespace': acceptedChanges[0].of must name the objects for which 'claim-size' is accepted, got ${shown}; write them as messages name them, such as 'StatefulSet/shop/elasticsearch'`,
    ),
  );
});
