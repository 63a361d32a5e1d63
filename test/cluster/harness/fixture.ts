import { Cluster } from './cluster';
import { apply, type Deployed, prepare, settled } from './deploy';
import type { Subject } from './subject';
import { shortened, type Timers } from './timers';

/** What a check works on. */
export interface Given extends Deployed {
  readonly cluster: Cluster;
  readonly subject: Subject;
}

/** Defines a test; its failure says where the cluster's logs are. */
export type ClusterTest = (name: string, check: (given: Given) => Promise<unknown>) => void;

/** A cluster for the tests of one `describe`, with nothing on it but what the application takes for granted. */
export function onEmptyCluster(subject: Subject): ClusterTest {
  return onCluster(subject, async (cluster) => {
    await prepare(cluster, subject.manifests, subject.classes);
    return { manifests: subject.manifests, workloads: [], warnings: [] };
  });
}

/** A cluster for the tests of one `describe`, with the application on it and all its pods ready. */
export function withApplication(subject: Subject, timers?: Timers): ClusterTest {
  return onCluster(subject, (cluster) => deploy(cluster, subject), timers);
}

/** Deploys a subject with short times and waits until it is ready. */
export async function deploy(cluster: Cluster, { manifests, classes, secrets }: Subject): Promise<Deployed> {
  await prepare(cluster, manifests, classes);
  const deployed = await apply(cluster, manifests.map(shortened), secrets);
  await settled(cluster, deployed.workloads);
  return deployed;
}

function onCluster(subject: Subject, begin: (cluster: Cluster) => Promise<Deployed>, timers?: Timers): ClusterTest {
  let given: Given | undefined;
  let failed = false;

  const guarded = async <T>(cluster: Cluster, act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      failed = true;
      throw withLogs(error as Error, cluster.logs);
    }
  };

  beforeAll(async () => {
    const cluster = await Cluster.start(subject.topology, { name: subject.name, timers });
    given = { cluster, subject, manifests: [], workloads: [], warnings: [] };
    given = { cluster, subject, ...(await guarded(cluster, () => begin(cluster))) };
  });
  afterAll(() => given?.cluster.stop({ keepLogs: failed }));

  return (name, check) => {
    test(name, async () => {
      const { cluster } = given as Given;
      await guarded(cluster, () => check(given as Given));
    });
  };
}

/** Jest prints the stack, which begins with the message. */
export function withLogs(error: Error, logs: string): Error {
  const message = `${error.message}\n\nlogs: ${logs}`;
  error.stack = (error.stack ?? '').replace(error.message, () => message);
  error.message = message;
  return error;
}
