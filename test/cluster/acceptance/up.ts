/*
 * `npm run cluster [-- ENVIRONMENT] [--kubernetes=VERSION]`: runs a cluster with the environment's dist/ on it until Ctrl-C.
 */
import { readArguments } from '../harness/arguments';
import { binaries } from '../harness/binaries';
import { Cluster } from '../harness/cluster';
import { deploy } from '../harness/fixture';
import { removeOldRunFolders } from '../harness/run-folder';
import { subject } from './subjects';

async function main(): Promise<void> {
  const [asked] = readArguments(process.argv.slice(2));
  const chosen = subject(asked);
  const { name } = chosen;
  const say = (line: string): void => console.error(line);
  removeOldRunFolders();
  const { kubectl } = await binaries(say);
  const cluster = await Cluster.start(chosen.topology, { name, say });
  const interrupted = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  try {
    say(`Kubernetes ${cluster.kubernetes} with the nodes of ${name}; logs: ${cluster.logs}`);
    say(`\n  export KUBECONFIG=${cluster.kubeconfig}\n  ${kubectl} get pods --all-namespaces --output wide\n`);
    const outcome = deploy(cluster, chosen).then(() => say('the application is ready; Ctrl-C ends it all'));
    await Promise.race([outcome, interrupted]);
  } catch (error) {
    say(`${(error as Error).message}\nthe cluster stays up for you to look; Ctrl-C ends it all`);
  }
  try {
    await Promise.race([interrupted, failureOf(cluster)]);
  } finally {
    await cluster.stop();
  }
}

/** Rejects when a part of the cluster ends that nobody asked to end. */
function failureOf({ state }: Cluster): Promise<never> {
  return new Promise((_, reject) => {
    const look = (): void => {
      try {
        state.check();
      } catch (error) {
        reject(error);
      }
    };
    state.onChange(look);
    look();
  });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
