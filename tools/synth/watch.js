// `npm run synth -- --watch`: synthesizes again on each save, and says what differs from what dist/ had.
const { readdirSync, statSync, watch: watchPath } = require('node:fs');
const { join } = require('node:path');
const { Cache } = require('./cache');
const { compile } = require('./compile');
const { synth } = require('./held-back');
const { Contents, States } = require('./inputs');
const { nameSources } = require('./stack');
const { checkTypes } = require('./types');

/** Milliseconds in which several saves are one: an editor writes a file in steps. */
const PAUSE = 20;

/** What is written or installed, not edited. */
const NOT_EDITED = ['build', 'dist', 'node_modules', '.git'];

/**
 * @param args the environments, and a base, as for a synth
 * @param withTypes whether types are checked too
 */
function watch(root, args, { withTypes }) {
  const cache = new Cache(root);
  const contents = new Contents(root, cache);
  nameSources(root);
  // Each run listens to its output once more.
  process.stdout.setMaxListeners(0);
  let timer;
  let isRunning = false;
  let isStale = false;
  const again = async () => {
    if (isRunning) {
      isStale = true;
      return;
    }
    isRunning = true;
    do {
      isStale = false;
      await once(root, cache, contents, args, withTypes);
    } while (isStale);
    isRunning = false;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      look();
      again();
    }, PAUSE);
  };
  const look = watchFolders(root, soon);
  console.log('watches the sources, Ctrl+C ends it');
  again();
}

/**
 * Calls back when anything in a folder of sources is written, or a file of the root. Each folder is watched by itself: Node's recursive watch on Linux looks at
 * each file, and may miss one that takes the place of another, as many editors save.
 *
 * @returns what watches the folders that are new since
 */
function watchFolders(root, onChange) {
  const watched = new Map();
  const watchOne = (path) =>
    watchPath(path, (_, name) => {
      if (path !== root || !NOT_EDITED.includes(name)) onChange();
    }).on('error', () => {});
  const look = () => {
    // A folder that is made again has another inode.
    const now = new Map(foldersIn(root).map((path) => [`${statSync(path).ino} ${path}`, path]));
    for (const [key, watcher] of watched) {
      if (now.has(key)) continue;
      watcher.close();
      watched.delete(key);
    }
    for (const [key, path] of now) if (!watched.has(key)) watched.set(key, watchOne(path));
  };
  look();
  return () => {
    try {
      look();
    } catch {
      // A folder has gone meanwhile, which is seen.
      onChange();
    }
  };
}

/** The root and all folders of sources. */
function foldersIn(root) {
  const names = readdirSync(root).filter((it) => !NOT_EDITED.includes(it));
  const first = names.map((name) => join(root, name)).filter((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
  const below = first.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }));
  return [root, ...first, ...below.filter((it) => it.isDirectory()).map(({ parentPath, name }) => join(parentPath, name))];
}

async function once(root, cache, contents, args, withTypes) {
  const start = performance.now();
  const states = new States(contents);
  const checking = withTypes ? checkTypes(root, contents, states) : { isRight: true, said: '' };
  process.exitCode = 0;
  const bundles = await compile(root, cache, states).catch((error) => error);
  const isCompiled = !(bundles instanceof Error);
  const run = isCompiled ? synth(bundles, root, cache, args) : undefined;
  const { isRight, said } = await checking;
  // Errors of types and of values in the same place, in the order in which they are told.
  process.stdout.write(said);
  if (!isCompiled && isRight) console.log(bundles.message);
  const problems = run?.output.filter(({ stream }) => stream === 'stderr').map(({ text }) => text) ?? [];
  process.stdout.write(problems.join(''));
  const isWritten = isCompiled && isRight && !process.exitCode;
  if (isWritten) {
    // What differs from dist/ is what the last save changed.
    process.stdout.write(run.change());
    run.write();
    run.keep();
  }
  console.log(`${isWritten ? 'dist/ is current' : 'nothing was written, dist/ is unchanged'}, ${Math.round(performance.now() - start)} ms`);
  process.exitCode = 0;
}

module.exports = { watch };
