import { binaries } from './binaries';
import { beginObservations } from './observations';
import { kubernetesVersion } from './programs';
import { newRunFile, removeOldRunFolders } from './run-folder';

export default async function setUp(): Promise<void> {
  const version = kubernetesVersion();
  await binaries((line) => console.error(line), version);
  console.error(`Kubernetes ${version}`);
  removeOldRunFolders();
  beginObservations(newRunFile('observations'));
}
