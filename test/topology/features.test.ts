import { dependsOnPatch, hasFeature } from '../../src/cluster/features';

test('a feature is there from the version on in which it is on by default', () => {
  expect(hasFeature('1.26', 'MatchLabelKeysInPodTopologySpread')).toBe(false);
  expect(hasFeature('1.27', 'MatchLabelKeysInPodTopologySpread')).toBe(true);
  expect(hasFeature('1.30', 'MatchLabelKeysInPodAffinity')).toBe(false);
  expect(hasFeature('1.31', 'MatchLabelKeysInPodAffinity')).toBe(true);
});

test('a StatefulSet takes several pods away on some patch releases of 1.35, and from 1.37 on', () => {
  const versions = ['1.34', '1.35', '1.36', '1.37'];
  expect(versions.map((it) => hasFeature(it, 'MaxUnavailableStatefulSet'))).toEqual([false, false, false, true]);
  expect(versions.map((it) => dependsOnPatch(it, 'MaxUnavailableStatefulSet'))).toEqual([false, true, false, false]);
});
