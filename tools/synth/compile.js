// TypeScript as scripts that start at once: bundled by esbuild, and compiled by V8 in an earlier run.
const { builtinModules, createRequire } = require('node:module');
const { realpathSync, readFileSync } = require('node:fs');
const { basename, dirname, join, resolve } = require('node:path');
const { Script, constants } = require('node:vm');
const { anyWrittenSince, digest, States } = require('./inputs');

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
  });
  return { application, library, packages };
}

class Compiler {
  constructor(root, cache, states) {
    Object.assign(this, { root, cache, states });
    /** What else decides what a source is compiled to. */
    this.settings = [...['tsconfig.json', 'package.json', 'package-lock.json'].map((it) => join(root, it)), __filename].map((it) =>
      states.of(it),
    );
  }

  /** A bundle: remembered, or made again if anything differs that it was made of. */
  async bundle(kind, place, options) {
    const name = `${basename(kind)}-${digest(realpathSync(join(this.root, place)), process.version, ...this.settings).slice(0, 16)}.json`;
    const known = this.cache.readJson(name);
    const code = known && this.states.hold(known.inputs) ? this.cache.read(`${known.id}.js`)?.toString() : undefined;
    if (code !== undefined) return { ...known, code };
    const start = Date.now();
    const { code: text, map, ...record } = await this.#build(options, known?.located ?? []);
    if (anyWrittenSince(start, Object.keys(record.inputs))) return { ...record, code: text };
    this.cache.write(`${record.id}.js`, text);
    this.cache.write(`${record.id}.js.map`, map);
    this.cache.write(name, record);
    return { ...record, code: text };
  }

  /** @param located the files that say where they are, as far as they are known */
  async #build(options, located) {
    const esbuild = require('esbuild');
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
      plugins: located.length > 0 ? [inPlace(located)] : [],
      ...options,
    });
    const files = Object.keys(metafile.inputs)
      .filter((it) => !/^[^/]*[:<]/.test(it))
      .map((it) => resolve(this.root, it));
    const locating = files.filter((file) => /\.[cm]?[jt]s$/.test(file) && /\b__(dirname|filename)\b/.test(readFileSync(file, 'utf8')));
    if (locating.some((file) => !located.includes(file))) return this.#build(options, locating);
    const [map, { text: code }] = outputFiles;
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
    const external = imports.filter((it) => it.external).map(({ path }) => path);
    const packages = external.filter((it) => !/^(\.|\/|node:)/.test(it) && ![...builtinModules, ...NEVER_BUNDLED].includes(it));
    // A file that appears beside others may be what an import means from then on.
    const folders = new Set(files.filter((it) => !it.includes('/node_modules/')).map((file) => dirname(file)));
    return {
      id: digest(process.version, code),
      inputs: new States().record([...files, ...folders]),
      packages,
      located,
      code,
      map: map.text,
    };
  }
}

/** Keeps `__dirname` and `__filename` of files that name them what they are for a file on its own. */
function inPlace(files) {
  const escaped = files.map((file) => file.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return {
    name: 'in-place',
    setup: (build) => {
      build.onLoad({ filter: new RegExp(`^(${escaped.join('|')})$`) }, ({ path }) => ({
        // On the first line, so that the others keep their numbers.
        contents: `var __filename = ${JSON.stringify(path)}, __dirname = ${JSON.stringify(dirname(path))}; ${readFileSync(path, 'utf8')}`,
        loader: /ts$/.test(path) ? 'ts' : 'js',
      }));
    },
  };
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

module.exports = { compile, run };
