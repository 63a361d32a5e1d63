// A run of the application with what it prints and writes held back, until it is known whether its types are right.
const { join } = require('node:path');
const { run } = require('./compile');
const { digest, recordingReads } = require('./inputs');

/** Where the application hands over what it writes: src/synthesis/writing.ts. */
const WRITE = Symbol.for('nines.write');
/** Where its library keeps what was computed before: src/synthesis/remembered.ts. */
const REMEMBERED = Symbol.for('nines.remembered');
/** The length of a digest. */
const SUM = digest('').length;

/**
 * Runs the application.
 *
 * @returns what it printed, what writes its files and says which, what says before that what it changes in them, what keeps its compiled code for the next run, and what it read
 */
function synth(bundles, root, cache, args = process.argv.slice(2)) {
  process.argv = [process.argv[0], join(root, 'main.ts'), ...args];
  let write = () => ({ folders: [], texts: new Map() });
  let change = () => '';
  globalThis[WRITE] = (files, changed) => {
    write = files;
    change = changed;
  };
  globalThis[REMEMBERED] = storeOf(bundles, cache);
  const output = [];
  let keep = () => {};
  // What interrupted runs left in build/ is removed by the next run that writes.
  const isIgnored = (path) => path.startsWith(cache.folder) || path === join(root, 'build');
  const read = recordingReads(isIgnored, () => {
    const release = capture(output);
    try {
      keep = run(bundles, root, cache);
    } catch (error) {
      process.stderr.write(`${error?.stack ?? error}\n`);
      process.exitCode = 1;
    } finally {
      release();
    }
  });
  return { output, write: () => write(), change: () => change(), keep, ...read };
}

/** Results by the data that they follow from, of this library and these packages. One that isn't whole isn't used, as a machine that stopped leaves it. */
function storeOf({ library, packages }, cache) {
  const nameOf = (of) => `result-${digest(library.id, packages.id, of)}`;
  return {
    read: (of) => {
      const bytes = cache.read(nameOf(of));
      const value = bytes?.subarray(SUM);
      return value && digest(value) === bytes.toString('latin1', 0, SUM) ? value : undefined;
    },
    write: (of, value) => cache.write(nameOf(of), Buffer.concat([Buffer.from(digest(value)), value])),
  };
}

/** Keeps what is printed. @returns what ends it */
function capture(output) {
  const streams = ['stdout', 'stderr'];
  const originals = streams.map((stream) => process[stream].write);
  for (const stream of streams) process[stream].write = (text) => output.push({ stream, text: String(text) }) > 0;
  return () => {
    for (const [index, stream] of streams.entries()) process[stream].write = originals[index];
  };
}

module.exports = { synth };
