import { show } from '../../manifests/words';
import type { Rule } from '../rule';

/**
 * The provisioners that Kubernetes had itself and removed without a successor of the same name, with the release and what replaces them. Those of clouds,
 * such as kubernetes.io/aws-ebs, are translated to their CSI drivers and still work where the driver runs.
 *
 * Source: kubernetes/kubernetes, CHANGELOG-1.25.md, CHANGELOG-1.26.md and CHANGELOG-1.31.md.
 */
const removed: Readonly<Record<string, readonly [release: string, successor: string]>> = {
  'kubernetes.io/flocker': ['1.25', 'a CSI driver'],
  'kubernetes.io/glusterfs': ['1.26', 'a CSI driver'],
  'kubernetes.io/quobyte': ['1.25', 'csi.quobyte.com'],
  'kubernetes.io/rbd': ['1.31', 'rbd.csi.ceph.com'],
  'kubernetes.io/storageos': ['1.25', 'a CSI driver'],
};

export const provisionerExists: Rule = {
  id: 'provisioner-exists',
  severity: 'error',
  title: 'The provisioner of a StorageClass is not one that Kubernetes has removed',
  why: 'The API server accepts the class and its claims, and nobody makes their volumes. Claims and pods stay Pending without an error.',
  fix: 'Name the CSI driver that the cluster runs.',
  appliesTo: ['StorageClass.storage.k8s.io'],
  *check({ root }) {
    const at = root.at('provisioner');
    const name = at.text() ?? '';
    const [release, successor] = Object.hasOwn(removed, name) ? (removed[name] ?? []) : [];
    if (release === undefined) return;
    yield { at, message: `Kubernetes removed ${show(name)} in ${release}: claims of this class stay Pending`, fix: `name ${successor}` };
  },
};
