import { spreadOver } from '../../../src';
import { flat, zoned } from '../../platforms';

const selector = { app: 'shelf' };

test('pods are spread over what the nodes are labelled with', () => {
  const keys = (platform = zoned()) => spreadOver(platform, selector).map(({ topologyKey }) => topologyKey);
  expect(keys()).toEqual(['topology.kubernetes.io/zone', 'kubernetes.io/hostname']);
  expect(keys(flat())).toEqual(['kubernetes.io/hostname']);
});

test('the spread is required, and a lost domain goes on counting', () => {
  expect(spreadOver(flat(), selector, ['pod-template-hash'])).toEqual([
    {
      topologyKey: 'kubernetes.io/hostname',
      maxSkew: 1,
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: selector },
      matchLabelKeys: ['pod-template-hash'],
    },
  ]);
});

test('a drained host does not count where zones keep the pods apart', () => {
  expect(spreadOver(zoned(), selector).map(({ nodeTaintsPolicy }) => nodeTaintsPolicy)).toEqual([undefined, 'Honor']);
});
