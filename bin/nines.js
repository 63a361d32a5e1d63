#!/usr/bin/env node
// In a clone the command runs from its sources, in the package from what was built of them.
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const sources = join(__dirname, '..', 'src', 'cli', 'main.ts');
if (existsSync(sources)) {
  process.env.TS_NODE_PROJECT ??= join(__dirname, '..', 'tsconfig.json');
  require('ts-node/register');
}
// A comparison or a check ends before most of what V8 would optimize pays off: a fifth of its processor time.
if (process.argv[2] === 'diff' || process.argv[2] === 'check') require('node:v8').setFlagsFromString('--interrupt-budget=500000');
const { main } = require(existsSync(sources) ? sources : '../build/src/cli/main.js');
main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
