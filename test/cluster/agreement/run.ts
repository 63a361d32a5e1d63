/*
 * `npm run test:agreement [-- --seed=N | --from=N] [--placements=N] [--rollouts=N] [--nodes=N] [--zones=N] [--drains=N] [--lanes=N] [--kubernetes=VERSION]`
 */
import { runTests } from '../harness/run-tests';
import { readOptions } from './options';

runTests(process.argv.slice(2), (args) => [...readOptions(args), 'cluster/agreement/agreement.test']);
