// What a synth remembers, in node_modules/.cache. Everything in it is named by the content that it was made of: deleting it changes only the time.
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const DAY = 24 * 60 * 60 * 1000;
/** After as many days without use an entry is removed. */
const KEPT = 7 * DAY;
/** The file whose age says when that was looked for. */
const LOOKED = 'looked';

class Cache {
  constructor(root) {
    this.folder = join(root, 'node_modules/.cache/nines-synth');
  }

  /** The path of an entry, whether it exists or not. */
  path(name) {
    return join(this.folder, name);
  }

  /** An entry's bytes; undefined if there is none. */
  read(name) {
    try {
      const bytes = readFileSync(this.path(name));
      this.#use(name);
      return bytes;
    } catch {
      return undefined;
    }
  }

  /** An entry that was written as JSON; undefined if there is none, or it isn't whole. */
  readJson(name) {
    try {
      return JSON.parse(this.read(name));
    } catch {
      return undefined;
    }
  }

  /** Written at once or not at all, since others may read it. Where nothing can be written, nothing is remembered. */
  write(name, data) {
    const fresh = this.path(`${name}.${process.pid}`);
    try {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(fresh, typeof data === 'string' || Buffer.isBuffer(data) ? data : JSON.stringify(data));
      renameSync(fresh, this.path(name));
    } catch {
      try {
        rmSync(fresh, { force: true });
      } catch {}
    }
  }

  /** Removes what wasn't used for a week. It looks once a day. */
  prune() {
    try {
      const looked = statSync(this.path(LOOKED), { throwIfNoEntry: false });
      if (looked !== undefined && looked.mtimeMs > Date.now() - DAY) return;
      this.write(LOOKED, '');
      for (const name of readdirSync(this.folder)) {
        if (statSync(this.path(name)).mtimeMs < Date.now() - KEPT) rmSync(this.path(name), { force: true });
      }
    } catch {}
  }

  #use(name) {
    try {
      const now = new Date();
      if (statSync(this.path(name)).mtimeMs < now.getTime() - DAY) utimesSync(this.path(name), now, now);
    } catch {}
  }
}

module.exports = { Cache };
