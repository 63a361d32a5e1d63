#!/usr/bin/env node
// In a clone the command runs from its sources, in the package from what was built of them.
const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');
const sources = join(__dirname, '..', 'src', 'cli', 'main.ts');
if (existsSync(sources)) {
  process.env.TS_NODE_PROJECT ??= join(__dirname, '..', 'tsconfig.json');
  require('ts-node/register');
}
// A comparison or a check ends before most of what V8 would optimize pays off.
if (process.argv[2] === 'diff' || process.argv[2] === 'check') require('./optimize-later');
// From Node 22 on, what V8 compiled is there again in the next run.
enableCompileCache?.();
const { main } = require(existsSync(sources) ? sources : '../build/src/cli/bundle.js');
main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
