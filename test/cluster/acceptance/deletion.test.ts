import { boundClaims, deleteFolder, deleteNamespace, deleteWorkloads, volumes, volumesLeft } from '../harness/deletion';
import { deploy, type Given, withApplication } from '../harness/fixture';
import { observe } from '../harness/observations';
import { workloadsOf } from '../harness/workloads';
import { subjects } from './subjects';

describe.each(subjects)('$name', (subject) => {
  const check = withApplication(subject);
  // A single replica was accepted as something that may be lost, and with it minikube's own class that deletes volumes with their claims.
  const kept = !workloadsOf(subject.manifests).some(({ kind, expendable }) => kind === 'StatefulSet' && expendable);
  const predicted = kept ? 'volumes kept' : 'volumes deleted';

  /** Sees what a deletion does to the volumes that there are, and deploys everything again: another cluster's worth of time saved. */
  const survives = async ({ cluster }: Given, event: string, deletion: () => Promise<void>): Promise<void> => {
    const before = volumes(cluster);
    expect(before).not.toHaveLength(0);
    const after = await observe(
      { environment: subject.name, event, predicted },
      () => deletion().then(() => volumesLeft(cluster)),
      (left) => `${left.length} of ${before.length} volumes kept`,
    );
    expect(after).toEqual(kept ? before : []);
    await deploy(cluster, subject);
  };

  check('keeps claims and volumes when the workloads are deleted, and finds them again', async ({ cluster, workloads }) => {
    const before = boundClaims(cluster);
    expect(before).not.toHaveLength(0);
    await observe(
      { environment: subject.name, event: 'deletion of the workloads', predicted: `${before.length} claims stay bound` },
      () => deleteWorkloads(cluster, workloads),
      () => `${boundClaims(cluster).length} claims stay bound`,
    );
    await deploy(cluster, subject);
    expect(boundClaims(cluster)).toEqual(before);
  });

  check(`has its ${predicted} when the namespace is deleted`, async (given) => {
    const namespace = subject.manifests.find(({ kind }) => kind === 'Namespace')?.metadata.name as string;
    await survives(given, 'deletion of the namespace', () => deleteNamespace(given.cluster, namespace));
  });

  check(`has its ${predicted} when the whole folder is deleted`, async (given) => {
    await survives(given, 'deletion of the folder', () => deleteFolder(given.cluster, subject.manifests));
  });
});
