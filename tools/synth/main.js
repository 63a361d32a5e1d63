// `npm run synth`: main.ts, with its types checked beside it. Nothing is written to dist/ before they are known to be right.
const { readdirSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { Cache } = require('./cache');
const { anyWrittenSince, Contents, digest, isCommitted, isFile, pathsIn, repository, States } = require('./inputs');

/** For those who check types elsewhere, such as in an editor. */
const NO_TYPES = '--no-types';

/** The variables of a shell and of npm that say nothing to an application. An option that npm doesn't know, as in `npm run synth --tag=1.3`, does. */
const NOT_READ = /^(_|SHLVL|OLDPWD|npm_(?!config_).*)$/;

/** What isn't a synth, and may write or change more than dist/ while it runs. */
const OTHERS = ['--diff', '--report', '--deploy', '--live'];

const isOutput = (path, root) => `${path}/`.startsWith(join(root, 'dist', '/'));

async function main(root, args) {
  const cache = new Cache(root);
  const name = `output-${digest(JSON.stringify([root, args, environment()])).slice(0, 16)}.json`;
  const start = Date.now();
  const asking = repository(root);
  const contents = new Contents(root, cache);
  const states = new States(contents);
  const known = cache.readJson(name);
  const git = known && states.hold(known.inputs) ? await asking : asking;
  if (known && git === known.git) {
    contents.save();
    return print(known.output);
  }
  const { checkTypes } = require('./types');
  const { compile, run } = require('./compile');
  const withTypes = !args.includes(NO_TYPES);
  const checking = withTypes ? checkTypes(root, contents, states) : Promise.resolve({ isRight: true, checked: [] });
  const bundles = await compile(root, cache, states).catch((error) => error);
  const isSynth = !args.some((it) => OTHERS.includes(it));
  if (bundles instanceof Error || !isSynth) {
    const { isRight, said, code } = await checking;
    if (!isRight) process.stderr.write(said);
    else if (bundles instanceof Error) console.error(bundles.message);
    if (!isRight || bundles instanceof Error) return refuse(code, isRight ? 'The sources do not compile' : TYPES);
  }
  const { nameSources } = require('./stack');
  nameSources(root);
  process.argv = [process.argv[0], join(root, 'main.ts'), ...args.filter((it) => it !== NO_TYPES)];
  if (!isSynth) return void run(bundles, root, cache)();
  const { synth } = require('./held-back');
  const { output, write, keep, reads, isComplete } = synth(bundles, root, cache);
  const { isRight, said, code, checked } = await checking;
  if (!isRight) {
    process.stderr.write(said);
    print(output.filter(({ stream }) => stream === 'stderr'));
    return refuse(code, TYPES);
  }
  print(output);
  const written = process.exitCode ? undefined : write();
  keep();
  cache.prune();
  if (written && isComplete && checked)
    await remember({ root, cache, contents, name, start, git: await git, bundles, reads, checked, written, output });
  contents.save();
}

/** Keeps the output with the state of everything that it depends on, unless something changed meanwhile. */
async function remember({ root, cache, contents, name, start, git, bundles, reads, checked, written, output }) {
  const asking = repository(root);
  const before = Object.assign({}, reads, ...Object.values(bundles).map(({ inputs }) => inputs));
  const after = new States(contents);
  const changed = Object.keys(before).filter((path) => after.of(path) !== before[path]);
  // What was written is what the next run compares with, where it isn't in a commit.
  if (!changed.every((path) => isOutput(path, root)) || (changed.length > 0 && !isCommitted(root, 'dist'))) return;
  const own = readdirSync(__dirname).map((it) => join(__dirname, it));
  const { SETTINGS } = require('./compile');
  const settings = [...SETTINGS, 'tsconfig.synth.json'].map((it) => join(root, it));
  // It isn't known when these were read.
  const unsure = [...checked, ...settings, ...own].filter((path) => !Object.hasOwn(before, path));
  if (anyWrittenSince(start, unsure) || (await asking) !== git) return;
  const inputs = after.record([...Object.keys(before), ...unsure, ...pathsIn(join(root, 'dist'))]);
  if (isInPlace(written, inputs, root)) cache.write(name, { inputs, git, output });
}

/** Whether the folders that were written have just that: another run, of other sources, may have written them since. */
function isInPlace({ folders, texts }, inputs, root) {
  const places = folders.map((it) => join(root, it, '/'));
  const found = Object.keys(inputs).filter((path) => places.some((it) => path.startsWith(it)) && isFile(inputs[path]));
  return found.length === texts.size && [...texts].every(([path, text]) => inputs[resolve(root, path)] === digest(text));
}

function environment() {
  const variables = Object.entries(process.env).filter(([name]) => !NOT_READ.test(name));
  const { stdout, stderr } = process;
  return [process.version, process.execArgv, variables.sort(), stdout.isTTY, stdout.columns, stderr.isTTY, stderr.columns];
}

function print(output) {
  for (const { stream, text } of output) process[stream].write(text);
}

const TYPES = 'The types are wrong';

function refuse(code, reason) {
  console.error(`${reason}: nothing was written, dist/ is unchanged`);
  process.exitCode = code || 1;
}

// Under --watch too.
require('../../bin/optimize-later');

const given = process.argv.slice(2);
if (given.includes('--watch') && !given.includes('--report')) {
  const { watch } = require('./watch');
  const args = given.filter((it) => it !== '--watch' && it !== NO_TYPES);
  watch(process.cwd(), args, { withTypes: !given.includes(NO_TYPES) });
} else module.exports = main(process.cwd(), given);
