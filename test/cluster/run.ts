/*
 * `npm run test:cluster [-- --kubernetes=VERSION] [jest's own arguments]`.
 */
import { runTests } from './harness/run-tests';

runTests(process.argv.slice(2));
