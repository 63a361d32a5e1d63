// What a result depends on: files by their content, folders by the names in them, and what isn't there.
const { createHash } = require('node:crypto');
const children = require('node:child_process');
const fs = require('node:fs');
const { join, resolve } = require('node:path');
const { fileURLToPath } = require('node:url');

const { existsSync, readdirSync, readFileSync, statSync } = fs;

/** A hash of texts and bytes. */
function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('base64url');
}

/** What is at a path now: a hash of a file's content or of the names in a folder; `none` if there is nothing. */
function stateOf(path) {
  try {
    return digest(readFileSync(path));
  } catch (error) {
    if (error.code === 'EISDIR') return `folder ${digest(readdirSync(path).sort().join('\n'))}`;
    return existsSync(path) ? `unreadable ${error.code}` : 'none';
  }
}

/** Whether a state is that of a file. */
function isFile(state) {
  return state !== 'none' && !state.startsWith('folder ');
}

/** What the file system says of a path; undefined if there is nothing, or it can't be asked. */
function lookAt(path) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Milliseconds after which the next write to a file surely gives it another time. Some file systems tell times apart by two seconds. */
const SETTLED = 3000;

/**
 * What files contained when they were read last, for as long as the file system says that nothing was written to them since: nobody can set the time of the
 * last change of any kind, which an edit that keeps the size and the time of writing changes too.
 */
class Contents {
  #cache;
  #name;
  #known;
  #isNew = false;

  constructor(root, cache) {
    this.#cache = cache;
    this.#name = `files-${digest(root).slice(0, 16)}.json`;
    this.#known = cache.readJson(this.#name) ?? {};
  }

  stateOf(path) {
    const start = Date.now();
    const stats = lookAt(path);
    if (stats === undefined) return stateOf(path);
    const stamp = [stats.dev, stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join();
    const [known, content] = this.#known[path] ?? [];
    if (stamp === known) return content;
    const state = stateOf(path);
    if (stats.ctimeMs < start - SETTLED) {
      this.#known[path] = [stamp, state];
      this.#isNew = true;
    }
    return state;
  }

  /** Keeps what is known for the next run. */
  save() {
    if (this.#isNew) this.#cache.write(this.#name, this.#known);
    this.#isNew = false;
  }
}

/** The states of paths, each looked at once. */
class States {
  #contents;
  #known = new Map();

  /** @param contents with which files needn't be read again. Default: each is read */
  constructor(contents = { stateOf }) {
    this.#contents = contents;
  }

  of(path) {
    const known = this.#known.get(path) ?? this.#contents.stateOf(path);
    this.#known.set(path, known);
    return known;
  }

  /** Records paths, to be compared later. */
  record(paths) {
    return Object.fromEntries([...new Set(paths)].map((path) => [path, this.of(path)]));
  }

  /** Whether all that was recorded is still so. */
  hold(recorded) {
    return Object.entries(recorded).every(([path, state]) => this.of(path) === state);
  }
}

/** All files and folders in a folder, and itself. */
function pathsIn(folder) {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  return [folder, ...names.map((name) => join(folder, name))];
}

/** The functions of node:fs by which an application reads, all with a path first. */
const READERS = [
  'accessSync',
  'existsSync',
  'lstatSync',
  'openSync',
  'readdirSync',
  'readFileSync',
  'readlinkSync',
  'realpathSync',
  'statSync',
];

/**
 * Runs work and says what it read: the state of each path before it was read first, and whether something was read that can't be recorded: a program
 * other than git was started. What git answers is known by `repository`.
 *
 * @param isIgnored whether a path says nothing
 */
function recordingReads(isIgnored, work) {
  const reads = {};
  let isComplete = true;
  // Node's own functions call each other, those that look included.
  let isLooking = false;
  const look = (path) => {
    if (isLooking || Object.hasOwn(reads, path) || isIgnored(path)) return;
    isLooking = true;
    reads[path] = stateOf(path);
    isLooking = false;
  };
  const originals = [];
  const replace = (module, name, before) => {
    const original = module[name];
    originals.push(() => {
      module[name] = original;
    });
    module[name] = Object.assign(function (...args) {
      before(...args);
      return original.apply(this, args);
    }, original);
  };
  for (const name of READERS) {
    replace(fs, name, (path, options) => {
      if (typeof path === 'number') return;
      const place = resolve(path instanceof URL ? fileURLToPath(path) : String(path));
      look(place);
      if (options?.recursive && !isLooking) for (const path of pathsIn(place)) look(path);
    });
  }
  for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
    replace(children, name, (program) => {
      if (program !== 'git') isComplete = false;
    });
  }
  try {
    work();
  } finally {
    for (const restore of originals) restore();
  }
  return { reads, isComplete };
}

/**
 * Whether the content of any of these files was written after a moment: what was made of it meanwhile may be of the text before. The time of its last
 * change of any kind says less: a link to an installed package, which other projects share, is one.
 *
 * @param start in milliseconds since 1970
 */
function anyWrittenSince(start, files) {
  // A file system tells times apart by a few milliseconds.
  return files.some((path) => (fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= start - 10);
}

/** What git can answer from: its commits, branches and tags, and its settings. It is asked beside what else is done. */
async function repository(root) {
  const answers = [
    ['show-ref', '--head'],
    ['config', '--list'],
  ].map(
    (args) => new Promise((done) => children.execFile('git', args, { cwd: root, maxBuffer: 2 ** 28 }, (_, text) => done(digest(text)))),
  );
  return (await Promise.all(answers)).join();
}

/** Whether the last commit has a path. */
function isCommitted(root, path) {
  return children.spawnSync('git', ['rev-parse', '--quiet', '--verify', `HEAD:./${path}`], { cwd: root, stdio: 'ignore' }).status === 0;
}

module.exports = { anyWrittenSince, Contents, digest, isCommitted, isFile, pathsIn, recordingReads, repository, States };
