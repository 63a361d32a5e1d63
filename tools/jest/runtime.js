const hooks = require('node:async_hooks');
const Module = require('node:module');
const { default: Runtime } = require('jest-runtime');

/** What Jest tells a transformer of a module that `require` loads. */
const COMMONJS = {
  isInternalModule: false,
  supportsDynamicImport: false,
  supportsExportNamespaceFrom: false,
  supportsStaticESM: false,
  supportsTopLevelAwait: false,
};

/** Where the source map of each loaded module is, for the lines of an error: a module is compiled once, and errors may come from it in any suite. */
const sourceMaps = new Map();

/** Whose run the loaded modules belong to: in watch mode Jest makes a resolver for each change. */
let run;

/**
 * Jest's runtime, except that Node loads the modules, once for all suites of a worker, and not a sandbox, once for each suite: loading took most of the time.
 * Modules can't be mocked, and what a module remembers outlives a suite.
 */
module.exports = class SharedRuntime extends Runtime {
  /** Where Jest's circus keeps which test runs. */
  storages = [];

  constructor(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig) {
    super(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig);
    if (run !== resolver) forget(config.rootDir);
    run = resolver;
    this.testPath = testPath;
    // TypeScript first: JavaScript left beside a source must never be what the tests run.
    const { '.ts': _, ...others } = Module._extensions;
    for (const extension of Object.keys(others)) delete Module._extensions[extension];
    Object.assign(
      Module._extensions,
      { '.ts': (module, path) => compile(module, path, transformer, { ...COMMONJS, ...coverage }) },
      others,
    );
    environment.global.jest = this.requireModuleOrMock(testPath, '@jest/globals').jest;
  }

  requireModule(path) {
    return loadAnew(path);
  }

  /** Jest's own modules: of circus, which holds the tests of one suite, each has its own. */
  requireInternalModule(path) {
    const { AsyncLocalStorage } = hooks;
    const { storages } = this;
    hooks.AsyncLocalStorage = class extends AsyncLocalStorage {
      constructor() {
        super();
        storages.push(this);
      }
    };
    try {
      return loadAnew(path);
    } finally {
      hooks.AsyncLocalStorage = AsyncLocalStorage;
    }
  }

  getSourceMaps() {
    return sourceMaps;
  }

  /** No other suite imports this one, so its objects needn't stay. */
  teardown() {
    super.teardown();
    delete require.cache[this.testPath];
    module.children.length = 0;
    // Node asks each of them at each promise, also those of suites that ended.
    for (const storage of this.storages) storage.disable();
  }
};

function compile(module, path, transformer, options) {
  const { code, sourceMapPath } = transformer.transform(path, options);
  if (sourceMapPath) sourceMaps.set(path, sourceMapPath);
  module._compile(code, path);
}

function loadAnew(path) {
  delete require.cache[path];
  return require(path);
}

/** What was loaded from the project: its files may have changed. */
function forget(root) {
  const own = `${__dirname}/`;
  for (const path of Object.keys(require.cache))
    if (path.startsWith(root) && !path.includes('/node_modules/') && !path.startsWith(own)) delete require.cache[path];
}
