/*
 * `npm run test:agreement [-- predictions | witnesses | availability] [--seed=N | --from=N] [--placements=N] [--rollouts=N] [--nodes=N] [--zones=N]
 * [--drains=N] [--lanes=N] [--kubernetes=VERSION]`; all three parts where none is named.
 */
import { runTests } from '../harness/run-tests';
import { readOptions } from './options';

const PARTS: Readonly<Record<string, string>> = { predictions: 'agreement.test', witnesses: 'replay.test', availability: 'measured.test' };

runTests(process.argv.slice(2), (args) => {
  const parts = args.filter((arg) => arg in PARTS);
  const rest = readOptions(args.filter((arg) => !(arg in PARTS)));
  const files = (parts.length > 0 ? parts : Object.keys(PARTS)).map((part) => `cluster/agreement/${PARTS[part]}`);
  // One after the other: what is measured by the clock wants the machine for itself.
  return [...rest, '--runInBand', ...files];
});
