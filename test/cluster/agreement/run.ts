/*
 * `npm run test:agreement [-- predictions | witnesses | availability] [--seed=N | --from=N] [--placements=N] [--rollouts=N] [--nodes=N] [--zones=N]
 * [--drains=N] [--lanes=N] [--kubernetes=VERSION]`; all three parts where none is named.
 */
import { runTests } from '../harness/run-tests';
import { readOptions } from './options';

/** The folders beside this file. */
const PARTS = ['predictions', 'witnesses', 'availability'];

runTests(process.argv.slice(2), (args) => {
  const parts = args.filter((arg) => PARTS.includes(arg));
  const rest = readOptions(args.filter((arg) => !PARTS.includes(arg)));
  const files = (parts.length > 0 ? parts : PARTS).map((part) => `cluster/agreement/${part}/`);
  // One after the other: what is measured by the clock wants the machine for itself.
  return [...rest, '--runInBand', ...files];
});
