import { JsonPatch } from 'cdk8s';
import { prove } from '../../../../src';
import { provable } from './sets';

const POD = '/spec/template/spec';
const hot = 'StatefulSet shop/elasticsearch-hot';

// Whatever has no prop is patched, so a patch is held to what props are held to.
test.each<[string, JsonPatch, string]>([
  ['a field that pods do not have', JsonPatch.add(`${POD}/hostNetworkk`, true), `${hot} ${POD}/hostNetworkk`],
  [
    'a mounted volume that is not there',
    JsonPatch.add(`${POD}/containers/0/volumeMounts/-`, { name: 'dumps', mountPath: '/dumps' }),
    "volume 'dumps' not found in the pod [mount-has-volume]",
  ],
  [
    'a toleration of an effect that taints do not have',
    JsonPatch.add(`${POD}/tolerations`, [{ operator: 'Exists', effect: 'Sometimes' }]),
    "unsupported value 'Sometimes' [known-value]",
  ],
  [
    'what the namespace forbids',
    JsonPatch.add(`${POD}/hostNetwork`, true),
    "its pods are never created: Namespace 'shop' enforces restricted, which forbids hostNetwork",
  ],
  [
    'nodes that are not there',
    JsonPatch.add(`${POD}/nodeSelector`, { disk: 'ssd' }),
    'only 0 of 3 pods can be scheduled (no node matches its node selector or affinity), 2 are needed',
  ],
  [
    'no spread',
    JsonPatch.remove(`${POD}/topologySpreadConstraints`),
    '3 of 3 replicas may run on it, 2 are needed: no required constraint spreads them over nodes',
  ],
])('a patch of a set with %s is a problem of the whole', (_, patch, problem) => {
  const { chart, search, platform } = provable({ availability: '99.5%' });
  search.nodeSets['hot']?.statefulSet.addJsonPatch(patch);
  expect(prove(chart, platform).problems.join('\n')).toContain(problem);
});

test('a patch with a field that changes nothing for availability is none', () => {
  const { chart, search, platform } = provable({ availability: '99.5%' });
  search.nodeSets['hot']?.statefulSet.addJsonPatch(JsonPatch.add(`${POD}/dnsPolicy`, 'ClusterFirst'));
  expect(prove(chart, platform).problems).toEqual([]);
});
