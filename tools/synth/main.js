// `npm run synth`: main.ts, with its types checked beside it. Nothing is written to dist/ before they are known to be right.
const { readdirSync } = require('node:fs');
const { join } = require('node:path');
const { Cache } = require('./cache');
const { anyWrittenSince, digest, isCommitted, pathsIn, recordingReads, repository, States } = require('./inputs');

/** What may ask `main.ts` for its output and the files it writes: see src/synthesis/writing.ts. */
const WRITE = Symbol.for('nines.write');

/** For those who check types elsewhere, such as in an editor. */
const NO_TYPES = '--no-types';

/** The variables of a shell and of npm that say nothing to an application. */
const NOT_READ = /^(_|SHLVL|OLDPWD|npm_.*)$/;

/** What isn't a synth, and may write or change more than dist/ while it runs. */
const OTHERS = ['--diff', '--report', '--deploy', '--live'];

const isOwn = (path, root) => ['dist', 'build'].some((folder) => `${path}/`.startsWith(join(root, folder, '/')));

async function main(root, args) {
  const cache = new Cache(root);
  const name = `output-${digest(JSON.stringify([root, args, environment()])).slice(0, 16)}.json`;
  if (repeat(root, cache.readJson(name))) return;

  const start = Date.now();
  const git = repository(root);
  const { checkTypes } = require('./types');
  const { compile } = require('./compile');
  const withTypes = !args.includes(NO_TYPES);
  const checking = withTypes ? checkTypes(root) : Promise.resolve({ isRight: true });
  const bundles = await compile(root, cache, new States()).catch((error) => error);
  const isSynth = !args.some((it) => OTHERS.includes(it));
  if (bundles instanceof Error || !isSynth) {
    const { isRight, said, code } = await checking;
    if (!isRight) process.stderr.write(said);
    else if (bundles instanceof Error) console.error(bundles.message);
    if (!isRight || bundles instanceof Error) return refuse(code);
  }
  require('./stack').nameSources(root);
  process.argv = [process.argv[0], join(root, 'main.ts'), ...args.filter((it) => it !== NO_TYPES)];
  if (!isSynth) return void require('./compile').run(bundles, root, cache)();
  const { output, write, keep, reads, isComplete } = synth(bundles, root, cache);
  const { isRight, said, code } = await checking;
  if (!isRight) {
    process.stderr.write(said);
    print(output.filter(({ stream }) => stream === 'stderr'));
    return refuse(code);
  }
  print(output);
  if (!process.exitCode) write();
  keep();
  cache.prune();
  if (!process.exitCode && isComplete && withTypes) remember({ root, cache, name, start, git, bundles, reads, output });
}

/** Runs the application, with what it prints and writes held back. */
function synth(bundles, root, cache) {
  let write = () => {};
  globalThis[WRITE] = (files) => {
    write = files;
  };
  const output = [];
  let keep = () => {};
  const read = recordingReads(cache.folder, () => {
    const release = capture(output);
    try {
      keep = require('./compile').run(bundles, root, cache);
    } catch (error) {
      process.stderr.write(`${error?.stack ?? error}\n`);
      process.exitCode = 1;
    } finally {
      release();
    }
  });
  return { output, write: () => write(), keep, ...read };
}

/** Keeps the output with the state of everything that it depends on, unless something changed meanwhile. */
function remember({ root, cache, name, start, git, bundles, reads, output }) {
  const checked = require('./types').checkedFiles(root);
  if (checked === undefined) return;
  const after = new States();
  const written = Object.entries(reads).filter(([path, state]) => after.of(path) !== state);
  // What was written is what the next run compares with, where it isn't in a commit.
  if (written.some(([path]) => !isOwn(path, root)) || (written.length > 0 && !isCommitted(root, 'dist'))) return;
  const own = readdirSync(__dirname).map((it) => join(__dirname, it));
  const sources = Object.values(bundles).flatMap(({ inputs }) => Object.keys(inputs));
  const settings = ['tsconfig.json', 'tsconfig.synth.json', 'package.json', 'package-lock.json'].map((it) => join(root, it));
  const inputs = after.record([...Object.keys(reads), ...sources, ...checked, ...settings, ...own, ...pathsIn(join(root, 'dist'))]);
  const others = Object.keys(inputs).filter((path) => !isOwn(path, root));
  if (!anyWrittenSince(start, others) && repository(root) === git) cache.write(name, { inputs, git, output });
}

function environment() {
  const variables = Object.entries(process.env).filter(([name]) => !NOT_READ.test(name));
  const { stdout, stderr } = process;
  return [process.version, process.execArgv, variables.sort(), stdout.isTTY, stdout.columns, stderr.isTTY, stderr.columns];
}

/** Prints what an earlier run printed, where nothing differs that it depended on. @returns whether that is so */
function repeat(root, known) {
  if (known === undefined || !new States().hold(known.inputs) || repository(root) !== known.git) return false;
  print(known.output);
  return true;
}

/** Keeps what is printed, until it is known whether the types are right. @returns what ends it */
function capture(output) {
  const streams = ['stdout', 'stderr'];
  const originals = streams.map((stream) => process[stream].write);
  for (const stream of streams) process[stream].write = (text) => output.push({ stream, text: String(text) }) > 0;
  return () => {
    for (const [index, stream] of streams.entries()) process[stream].write = originals[index];
  };
}

function print(output) {
  for (const { stream, text } of output) process[stream].write(text);
}

function refuse(code) {
  console.error('The types are wrong: nothing was written, dist/ is unchanged');
  process.exitCode = code || 1;
}

main(process.cwd(), process.argv.slice(2));
