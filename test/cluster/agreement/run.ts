/*
 * `npm run test:agreement [-- predictions | sets | witnesses | availability] [--seed=N | --from=N] [--placements=N] [--rollouts=N] [--nodes=N] [--zones=N]
 * [--drains=N] [--sets=N] [--lanes=N] [--kubernetes=VERSION]`; all four parts where none is named.
 */
import { runTests } from '../harness/run-tests';
import { readOptions } from './options';

// One after the other: what is measured by the clock wants the machine for itself.
runTests(process.argv.slice(2), (args) => ['--runInBand', ...readOptions(args).map((part) => `cluster/agreement/${part}/`)]);
