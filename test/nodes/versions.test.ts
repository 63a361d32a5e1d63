import { nines } from '../cli/run';
import { listOf, node } from './objects';
import { topologyOfObjects } from './read';

const server = (gitVersion: unknown) => ({ clientVersion: { gitVersion: 'v1.36.0' }, serverVersion: { gitVersion } });
const kubelets = (...versions: readonly string[]) => versions.map((kubelet, index) => node(`n${index}`, { kubelet }));

async function versionOf(...items: readonly object[]) {
  const { text, topology } = await topologyOfObjects(...items);
  const notes = /\n\n((?:#.*\n)*)kubernetes:/.exec(text)?.[1] ?? '';
  return [topology.kubernetes, notes.replaceAll(/^# /gm, '').replaceAll('\n', ' ').trim()];
}

const MORE = 'kubectl version -o json says its version.';

test.each<[string, readonly object[], string, string]>([
  ['of its kubelets', kubelets('v1.36.3-eks-1'), '1.36', `The version of the kubelets. The API server may be newer: ${MORE}`],
  [
    'of its lowest kubelet',
    kubelets('v1.36.3', 'v1.35.1'),
    '1.35',
    `The lowest version of the kubelets. The highest is 1.36, so an upgrade is under way or was left off, and the API server has at least that. ${MORE}`,
  ],
  ['of its API server', [...kubelets('v1.35.3'), server('v1.36.2-gke.1')], '1.36', 'The version of the API server. Kubelets: 1.35.'],
  [
    'of its API server, beside kubelets of several',
    [...kubelets('v1.34.3', 'v1.36.0'), server('v1.36.2')],
    '1.36',
    'The version of the API server. Kubelets: 1.34 to 1.36.',
  ],
  [
    'of its API server, beside kubelets that are too old',
    [...kubelets('v1.32.3'), server('v1.36.2')],
    '1.36',
    'The version of the API server. Kubelets: 1.32. Kubernetes supports kubelets that are up to 3 minor versions older than the API server: 1.32 is older than that.',
  ],
  [
    'of its API server, beside a kubelet that is newer',
    [...kubelets('v1.36.3'), server('v1.35.2')],
    '1.35',
    "The version of the API server. Kubelets: 1.36. A kubelet of 1.36 is newer than the API server, which Kubernetes doesn't support.",
  ],
  [
    'that nines has no fields of',
    kubelets('v1.30.3'),
    '1.30',
    `The version of the kubelets. The API server may be newer: ${MORE} Nines knows the fields of 1.36 and 1.35: manifests for 1.30 are compared with those of 1.36.`,
  ],
])('a cluster has the version %s', async (_, items, version, notes) => {
  expect(await versionOf(...items)).toEqual([version, notes]);
});

test('kubectl version without a server says nothing', async () => {
  expect((await versionOf(...kubelets('v1.36.3'), { clientVersion: { gitVersion: 'v1.30.0' } }))[0]).toBe('1.36');
});

test.each<[readonly object[], string]>([
  [kubelets('unknown'), 'no node says the version of its kubelet; add the output of kubectl version -o json'],
  [
    [...kubelets('v1.36.3'), server('latest')],
    "@nodes.json:40:31: serverVersion.gitVersion: 'latest' is not a version of Kubernetes; print it again: kubectl version -o json",
  ],
])('a version that nobody can read is an error: %#', async (items, message) => {
  const run = await nines(['topology', '@nodes.json'], { 'nodes.json': listOf(...items) });
  expect(run).toEqual({ code: 2, out: '', error: `nines: ${message}\n` });
});
