const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { ModuleMocker } = require('jest-mock');

// It keeps the working directory in which it is loaded, and a worker outlives the folders of its tests.
require('esbuild');

/** The handlers of Jest's circus, which collects and runs the tests of a suite. */
const HANDLERS = Symbol.for('EVENT_HANDLERS');

/** Node itself, and no sandbox: what a suite changes of the process is changed back at its end. */
module.exports = class ProcessEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;
  fakeTimersModern = null;

  constructor() {
    const { console } = globalThis;
    const { exit, exitCode } = process;
    const folder = process.cwd();
    const variables = { ...process.env };
    // What a suite, a library or a process that it starts leaves behind is removed with it.
    const temporary = mkdtempSync(join(tmpdir(), 'nines-tests-'));
    process.env.TMPDIR = temporary;
    // Quoted, as a path may have spaces.
    process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --require ${JSON.stringify(require.resolve('./preloaded'))}`;
    delete globalThis[HANDLERS];
    this.teardown = async () => {
      globalThis.console = console;
      Object.assign(process, { exit, exitCode });
      process.chdir(folder);
      for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
      Object.assign(process.env, variables);
      rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
    };
  }

  async setup() {}

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
};
