import { withLogs } from '../../cluster/harness/fixture';
import { chosen } from './environments';
import { Fleet } from './fleet';

/** Defines a test; its failure says where the logs are. */
export type FleetTest = (name: string, check: (fleet: Fleet) => Promise<void>) => void;

/** The clusters of the environments that `NINES_GITOPS` names, Argo CD and a repository, for all tests of a file. */
export function onFleet(): FleetTest {
  let fleet: Fleet | undefined;
  let failed = false;

  beforeAll(async () => {
    fleet = await Fleet.start(environments);
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
/** What the tests run on. */
const environments = chosen(names ? names.split(',') : []);
/** The one that is changed by commits and by hand: the last that Argo CD syncs by itself. */
export const changing = environments.findLast(({ environment }) => environment.sync === 'automatic')?.name as string;
