// TypeScript as scripts that start at once: bundled by esbuild, and compiled by V8 in an earlier run.
const { isAscii } = require('node:buffer');
const { builtinModules, createRequire } = require('node:module');
const { realpathSync, readFileSync } = require('node:fs');
const { basename, dirname, extname, join } = require('node:path');
const { Script, constants } = require('node:vm');
const { digest, States } = require('./inputs');

/** What else decides how sources are compiled, and what npm says of all that is installed. */
const SETTINGS = ['tsconfig.json', 'package.json', 'package-lock.json', 'node_modules/.package-lock.json'];

/** Packages that aren't bundled: esbuild starts a program of its own. */
const NEVER_BUNDLED = ['esbuild'];

/**
 * The application, its library and the installed packages, each in a bundle of its own: an edit of one leaves the others as they are.
 *
 * @returns the scripts, and the paths of all sources
 */
async function compile(root, cache, states) {
  const make = new Compiler(root, cache, states);
  const [application, library] = await Promise.all([
    make.bundle('application', 'main.ts', { entryPoints: ['main.ts'], packages: 'external', external: ['./src'] }),
    make.bundle('library', 'src', { entryPoints: ['./src'], packages: 'external' }),
  ]);
  const names = [...new Set([...application.packages, ...library.packages])].sort();
  const contents = `module.exports = {${names.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)})`).join()}};`;
  const packages = await make.bundle(`packages-${digest(contents).slice(0, 8)}`, 'node_modules', {
    stdin: { contents, resolveDir: root },
    external: NEVER_BUNDLED,
    // Without comments, most of it is ASCII, which is read and compiled faster.
    minifyWhitespace: true,
    legalComments: 'none',
  });
  return { application, library, packages };
}

/** The code of each kind of bundle that was read last: a watch needs it again with each save. */
const latest = new Map();

class Compiler {
  constructor(root, cache, states) {
    Object.assign(this, { root, cache, states });
    /** What else decides what a source is compiled to. */
    this.settings = [...SETTINGS.map((it) => join(root, it)), __filename].map((it) => states.of(it));
  }

  /** A bundle: remembered, or made again if anything differs that it was made of. */
  async bundle(kind, place, options) {
    const name = `${basename(kind)}-${digest(realpathSync(join(this.root, place)), process.version, ...this.settings).slice(0, 16)}.json`;
    const known = this.cache.readJson(name);
    const code = known && this.states.hold(known.inputs) ? this.#read(kind, known.id) : undefined;
    if (code !== undefined) return { ...known, code };
    const { code: text, map, ...record } = await this.#build(options);
    this.cache.write(`${record.id}.js`, text);
    this.cache.write(`${record.id}.js.map`, map);
    this.cache.write(name, record);
    return { ...record, code: text };
  }

  /** The code of a bundle; undefined if it isn't whole, as a machine that stopped while it was written leaves it. */
  #read(kind, id) {
    if (latest.get(kind)?.id === id) return latest.get(kind).code;
    const bytes = this.cache.read(`${id}.js`);
    if (bytes === undefined || idOf(bytes) !== id) return undefined;
    // It is faster than UTF-8, and the same where all is ASCII.
    const code = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
    latest.set(kind, { id, code });
    return code;
  }

  async #build(options) {
    const esbuild = require('esbuild');
    const read = new Sources(this.root);
    const { outputFiles, metafile } = await esbuild.build({
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: `node${process.versions.node}`,
      outfile: 'bundle.js',
      sourcemap: 'external',
      sourcesContent: false,
      metafile: true,
      write: false,
      logLevel: 'silent',
      absWorkingDir: this.root,
      plugins: [read.plugin],
      ...options,
    });
    const [map, { text: code }] = outputFiles;
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
    const external = imports.filter((it) => it.external).map(({ path }) => path);
    const packages = external.filter((it) => !/^(\.|\/|node:)/.test(it) && ![...builtinModules, ...NEVER_BUNDLED].includes(it));
    return { id: idOf(code), inputs: read.inputs, packages, code, map: map.text };
  }
}

/** What a bundle is known by: V8 compiles the same code again in another version. */
function idOf(code) {
  return digest(process.version, code);
}

/** The sources of a bundle, with their states as they were compiled: an edit meanwhile can't be mistaken for what is in the bundle. */
class Sources {
  inputs = {};
  #folders = new States();

  constructor(root) {
    this.root = root;
    this.plugin = {
      name: 'sources',
      setup: (build) => {
        build.onLoad({ filter: /\.([cm]?[jt]s|[jt]sx|json)$/ }, ({ path }) => this.#load(path));
      },
    };
    this.#look(join(root, 'package.json'));
  }

  #load(path) {
    const bytes = readFileSync(path);
    this.inputs[path] = digest(bytes);
    const [, installed] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
    // A package says which of its files it is. Elsewhere, a file that appears beside others may be what an import means from then on.
    this.#look(installed === undefined ? dirname(path) : join(installed, 'package.json'));
    // Beside a folder that is imported by its name, a file of that name is found first.
    if (installed === undefined && /^index\./.test(basename(path)) && dirname(path) !== this.root) this.#look(dirname(dirname(path)));
    const loader = extname(path).replace(/^\.[cm]?/, '');
    return { contents: loader === 'json' ? bytes : inPlace(path, bytes.toString()), loader };
  }

  #look(path) {
    this.inputs[path] ??= this.#folders.of(path);
  }
}

/** A source in which `__dirname` and `__filename` are what they are for a file on its own. On the first line, so that the others keep their numbers. */
function inPlace(path, text) {
  if (!/\b__(dirname|filename)\b/.test(text)) return text;
  return `var __filename = ${JSON.stringify(path)}, __dirname = ${JSON.stringify(dirname(path))}; ${text}`;
}

/** What was loaded before, by its code: a run after an edit of the application goes on with the library as it is. */
const loaded = new Map();

/** Loads the application. @returns what keeps what V8 compiled for the next run */
function run({ application, library, packages }, root, cache) {
  const require = createRequire(join(root, 'main.ts'));
  const started = [];
  const load = (bundle, imported) => {
    const filename = cache.path(`${bundle.id}.js`);
    const cachedData = cache.read(`${bundle.id}.v8`);
    const script = new Script(`(function (exports, require, module, __filename, __dirname) { ${bundle.code}\n})`, {
      filename,
      cachedData,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (cachedData === undefined || script.cachedDataRejected) started.push({ script, bundle });
    const module = { exports: {} };
    script.runInThisContext()(module.exports, imported, module, join(root, 'main.ts'), root);
    return module.exports;
  };
  const once = (bundle, imported) => () => {
    const key = `${packages.id} ${bundle.id}`;
    if (!loaded.has(key)) loaded.set(key, load(bundle, imported));
    return loaded.get(key);
  };
  const installed = once(packages, require);
  const ofPackages = (name) => (Object.hasOwn(installed(), name) ? installed()[name]() : require(name));
  const own = once(library, (name) => (/^node:/.test(name) ? require(name) : ofPackages(name)));
  // What isn't bundled is a package, or the library.
  load(application, (name) => (/^\.|^\//.test(name) ? own() : /^node:/.test(name) ? require(name) : ofPackages(name)));
  return () => {
    for (const { script, bundle } of started) cache.write(`${bundle.id}.v8`, script.createCachedData());
  };
}

module.exports = { compile, run, SETTINGS };
