/*
 * `npm run test:gitops [-- ENVIRONMENT ...] [--kubernetes=VERSION] [jest's own options]`; every environment where none is named.
 */
import { runTests } from '../cluster/harness/run-tests';
import { chosen } from './harness/environments';
import { argoCdProgram } from './harness/programs';

async function prepared(args: readonly string[]): Promise<string[]> {
  const options = args.filter((arg) => arg.startsWith('-'));
  process.env['NINES_GITOPS'] = chosen(args.filter((arg) => !arg.startsWith('-')))
    .map(({ name }) => name)
    .join();
  // Before jest, which would wrap what is missing in a stack.
  await argoCdProgram((line) => console.error(line));
  return options;
}

runTests(process.argv.slice(2), prepared, __dirname);
