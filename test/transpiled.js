/*
 * Preloaded into processes that run TypeScript by ts-node: what swc made of a source is taken from a cache beside the installed packages. The same source, options
 * and version of swc always give the same JavaScript, so a run differs in its time alone. Deleting the folder is safe.
 */
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { extname, join } = require('node:path');

const folder = join(__dirname, '../node_modules/.cache/nines-transpiled');

const load = Module._load;
Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  return /@swc[\\/]core[\\/]index\.js$/.test(request) ? remembering(loaded) : loaded;
};

function remembering(swc) {
  return Object.create(swc, { transformSync: { value: (source, options) => recalled(source, options, swc) } });
}

/** ts-node writes the name of the source into the map itself. */
function recalled(source, { filename, ...options }, swc) {
  // Most processes compile nothing.
  const { createHash } = require('node:crypto');
  const key = createHash('sha256')
    .update(JSON.stringify([swc.version, process.version, extname(filename ?? ''), options, source]))
    .digest('hex');
  const place = join(folder, key);
  try {
    return JSON.parse(readFileSync(place, 'utf8'));
  } catch {
    const { code, map } = swc.transformSync(source, { ...options, filename });
    remember(place, JSON.stringify({ code, map }));
    return { code, map };
  }
}

/** At once or not at all: others may read it. Where nothing can be written, nothing is remembered. */
function remember(place, text) {
  const fresh = `${place}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(fresh, text);
    renameSync(fresh, place);
  } catch {}
}
