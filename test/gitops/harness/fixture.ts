import { withLogs } from '../../cluster/harness/fixture';
import { chosen, type Target } from './environments';
import { Fleet } from './fleet';

/** Defines a test; its failure says where the logs are. */
export type FleetTest = (name: string, check: (fleet: Fleet) => Promise<void>) => void;

/**
 * Clusters, Argo CD and a repository, for all tests of a file.
 *
 * @param targets Default: the environments that `NINES_GITOPS` names
 * @param isRegistered whether Argo CD knows the clusters by name; otherwise, a test registers them
 */
export function onFleet(targets: readonly Target[] = environments, isRegistered = true): FleetTest {
  if (targets.length === 0) return (name) => test.skip(name, () => {});
  let fleet: Fleet | undefined;
  let failed = false;

  beforeAll(async () => {
    fleet = await Fleet.start(targets, isRegistered);
  });
  afterAll(() => fleet?.stop({ keepLogs: failed }));

  return (name, check) => {
    test(name, async () => {
      if (!fleet) throw new Error('the clusters did not start');
      if (failed) throw new Error('not tried: the clusters are not as the test that failed should have left them');
      // Jest says nothing before the whole file is over.
      process.stderr.write(`${name} ...\n`);
      try {
        await check(fleet);
      } catch (error) {
        failed = true;
        process.stderr.write(`failed: ${(error as Error).message}\n`);
        throw withLogs(error as Error, fleet.clusters.map(({ logs }) => logs).join(', '));
      }
    });
  };
}

const { NINES_GITOPS: names } = process.env;
/** The environments that `NINES_GITOPS` names; all of them if it names none. */
export const environments = chosen(names ? names.split(',') : []);
/** The one that is changed by commits and by hand: the last that Argo CD syncs by itself. */
export const changing = environments.findLast(({ environment }) => environment.sync === 'automatic')?.name as string;
