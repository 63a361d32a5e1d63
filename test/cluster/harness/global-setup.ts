import { binaries } from './binaries';
import { forgetObservations } from './observations';
import { kubernetesVersion } from './programs';
import { removeOldRunFolders } from './run-folder';

export default async function setUp(): Promise<void> {
  const version = kubernetesVersion();
  await binaries((line) => console.error(line), version);
  console.error(`Kubernetes ${version}`);
  removeOldRunFolders();
  forgetObservations();
}
