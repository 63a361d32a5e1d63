// `npm run synth`: main.ts, with its types checked beside it. Nothing is written to dist/ before they are known to be right.
const { readdirSync } = require('node:fs');
const { join } = require('node:path');
const { Cache } = require('./cache');
const { anyWrittenSince, digest, isCommitted, pathsIn, repository, States } = require('./inputs');

/** For those who check types elsewhere, such as in an editor. */
const NO_TYPES = '--no-types';

/** What else decides how sources are compiled and checked, and what npm says of all that is installed. */
const SETTINGS = ['tsconfig.json', 'tsconfig.synth.json', 'package.json', 'package-lock.json', 'node_modules/.package-lock.json'];

/** The variables of a shell and of npm that say nothing to an application. */
const NOT_READ = /^(_|SHLVL|OLDPWD|npm_.*)$/;

/** What isn't a synth, and may write or change more than dist/ while it runs. */
const OTHERS = ['--diff', '--report', '--deploy', '--live'];

const isOutput = (path, root) => `${path}/`.startsWith(join(root, 'dist', '/'));

async function main(root, args) {
  const cache = new Cache(root);
  const name = `output-${digest(JSON.stringify([root, args, environment()])).slice(0, 16)}.json`;
  if (repeat(root, cache.readJson(name))) return;

  const start = Date.now();
  const git = repository(root);
  const { checkTypes } = require('./types');
  const { compile, run } = require('./compile');
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
  const { nameSources } = require('./stack');
  nameSources(root);
  process.argv = [process.argv[0], join(root, 'main.ts'), ...args.filter((it) => it !== NO_TYPES)];
  if (!isSynth) return void run(bundles, root, cache)();
  const { synth } = require('./held-back');
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
  if (process.exitCode || !isComplete) return;
  const { checkedFiles } = require('./types');
  const checked = withTypes ? checkedFiles(root) : [];
  if (checked !== undefined) remember({ root, cache, name, start, git, bundles, reads, checked, output });
}

/** Keeps the output with the state of everything that it depends on, unless something changed meanwhile. */
function remember({ root, cache, name, start, git, bundles, reads, checked, output }) {
  const before = Object.assign({}, reads, ...Object.values(bundles).map(({ inputs }) => inputs));
  const after = new States();
  const changed = Object.keys(before).filter((path) => after.of(path) !== before[path]);
  // What was written is what the next run compares with, where it isn't in a commit.
  if (!changed.every((path) => isOutput(path, root)) || (changed.length > 0 && !isCommitted(root, 'dist'))) return;
  const own = readdirSync(__dirname).map((it) => join(__dirname, it));
  const settings = SETTINGS.map((it) => join(root, it));
  // It isn't known when these were read.
  const unsure = [...checked, ...settings, ...own].filter((path) => !Object.hasOwn(before, path));
  if (anyWrittenSince(start, unsure) || repository(root) !== git) return;
  cache.write(name, { inputs: after.record([...Object.keys(before), ...unsure, ...pathsIn(join(root, 'dist'))]), git, output });
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

function print(output) {
  for (const { stream, text } of output) process[stream].write(text);
}

function refuse(code) {
  console.error('The types are wrong: nothing was written, dist/ is unchanged');
  process.exitCode = code || 1;
}

const given = process.argv.slice(2);
if (given.includes('--watch') && !given.includes('--report')) {
  const { watch } = require('./watch');
  watch(
    process.cwd(),
    given.filter((it) => it !== '--watch'),
  );
} else main(process.cwd(), given);
