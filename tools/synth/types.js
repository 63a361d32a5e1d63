// The types of a synth, checked beside it by the native compiler.
const { spawn } = require('node:child_process');
const {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { basename, dirname, join, parse, relative, resolve, sep } = require('node:path');
const { anyWrittenSince, isFile, States } = require('./inputs');

/** What the compiler remembers of the files that it checked, by their content, and declarations of what they export. */
const FOLDER = 'build/synth-types';
/** What in it says of which library the declarations are. */
const RECORD = 'record.json';

/** A check ends before it needs more memory than that, so it needn't look for memory to use again, which takes a third of its time. */
const WITHOUT_COLLECTING = { GOGC: 'off', GOMEMLIMIT: '2GiB' };
const HOUR = 60 * 60 * 1000;

/**
 * Checks what main.ts imports: by the declarations of the library where it was found right as it is, otherwise all of it. Only what all of it says is told.
 *
 * @param contents what is known of files
 * @param states what they are now
 * @returns whether it is all right, what the compiler said if it isn't, and the files that were checked, where that is known
 */
async function checkTypes(root, contents, states) {
  const quick = await checkApplication(root, states);
  return quick?.isRight ? quick : checkAll(root, contents, quick);
}

/** Checks the application alone. @returns undefined where it isn't known whether it is right */
async function checkApplication(root, states) {
  const folder = join(root, FOLDER);
  const record = readOr(join(folder, RECORD), 'null');
  if (record === 'null') return undefined;
  const own = join(folder, `application.${process.pid}.tsbuildinfo`);
  const remembered = join(folder, 'application.tsbuildinfo');
  try {
    // Two runs at once don't write the same file.
    if (existsSync(remembered)) copyFileSync(remembered, own);
    const { child, ended } = compiling(root, ['--project', join(folder, 'application.json'), '--tsBuildInfoFile', own, '--singleThreaded']);
    const parsed = JSON.parse(record);
    const isSame = isCurrent(folder, parsed, states);
    if (!isSame) child.kill();
    const { code } = await ended;
    const checked = code === 0 ? checkedFiles(root, own) : undefined;
    renameSync(own, remembered);
    // Another run may have replaced the declarations meanwhile.
    if (!isSame || readOr(join(folder, RECORD), '') !== record) return undefined;
    if (!checked?.includes(realpathSync(join(root, 'main.ts')))) return { isRight: false };
    return { isRight: true, said: '', code, checked: [...checked.filter((it) => !it.startsWith(folder)), ...Object.keys(parsed.inputs)] };
  } catch {
    return undefined;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Checks everything, and writes the declarations. Meanwhile they are in a folder of this run's own. @param quick what they said, where that is known */
async function checkAll(root, contents, quick) {
  const start = Date.now();
  const folder = join(root, FOLDER);
  const own = `${folder}.${process.pid}`;
  const remembered = join(own, 'all.tsbuildinfo');
  try {
    mkdirSync(dirname(folder), { recursive: true });
    removeInterrupted(dirname(folder));
    renameSync(folder, own);
  } catch {}
  const emitted = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', own, '--rootDir', parse(root).root];
  const args = ['--project', 'tsconfig.synth.json', '--tsBuildInfoFile', remembered, ...emitted];
  // What little is left to check isn't worth the threads.
  if (existsSync(remembered)) args.push('--singleThreaded');
  const { code, said } = await compiling(root, args).ended;
  const checked = code === 0 ? checkedFiles(root, remembered) : undefined;
  try {
    // Something is wrong with what is remembered: it is made anew by the next run.
    if (code === 0 && quick?.isRight === false) rmSync(own, { recursive: true });
    describe(root, own, checked, start, new States(contents));
    rmSync(folder, { recursive: true, force: true });
    renameSync(own, folder);
  } catch {
    rmSync(own, { recursive: true, force: true });
  }
  // It is 2 where something is wrong and declarations are written all the same.
  return { isRight: code === 0, said, code: Math.min(code, 1), checked };
}

/** Runs the compiler. @returns its process, and what it says */
function compiling(root, args) {
  const [program, ...first] = compiler(root);
  const pretty = ['--pretty', String(Boolean(process.stderr.isTTY))];
  // TypeScript 6 has one thread.
  const known = first.length > 0 ? args.filter((it) => it !== '--singleThreaded') : args;
  const child = spawn(program, [...first, ...known, ...pretty], {
    cwd: root,
    env: { ...process.env, ...WITHOUT_COLLECTING },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = new Promise((done) => {
    child.on('error', (error) => done({ code: 1, said: `${said}${error.message}\n` }));
    child.on('close', (code) => done({ code: code ?? 1, said }));
  });
  return { child, ended };
}

/**
 * Says in a folder of declarations of which library they are, with settings by which the compiler takes them for it. What an earlier check said stays where
 * nothing differs.
 */
function describe(root, folder, checked, start, states) {
  const record = join(folder, RECORD);
  if (isCurrent(folder, JSON.parse(readOr(record, 'null')), states)) return;
  rmSync(record, { force: true });
  const library = existsSync(join(root, 'src')) ? join(realpathSync(join(root, 'src')), sep) : undefined;
  if (checked === undefined || library === undefined) return;
  const sources = checked.filter((it) => it.startsWith(library) && /\.[cm]?tsx?$/.test(it) && !/\.d\.[cm]?ts$/.test(it));
  const files = checked.filter((it) => it.startsWith(library) || it.includes(`${sep}node_modules${sep}`));
  const settings = [...['tsconfig.json', 'tsconfig.synth.json'].map((it) => join(root, it)), __filename];
  if (sources.length === 0 || anyWrittenSince(start, [...files, ...settings])) return;
  const composite = {
    composite: true,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: '.',
    rootDir: parse(root).root,
  };
  writeJson(join(folder, 'library.json'), { extends: '../../tsconfig.json', compilerOptions: composite, include: [], files: sources });
  writeJson(join(folder, 'application.json'), { extends: '../../tsconfig.synth.json', references: [{ path: './library.json' }] });
  // A file that appears beside others may be what an import means from then on.
  const inputs = states.record([...files, ...settings, ...sources.map((it) => dirname(it))]);
  const names = sources.map((it) => relative(parse(root).root, it).replace(/\.([cm]?)tsx?$/, '.d.$1ts'));
  const declarations = Object.fromEntries(names.map((name) => [name, states.of(join(folder, name))]));
  if (!Object.values(declarations).every(isFile)) throw new Error('declarations are missing, which the compiler remembers');
  writeJson(record, { of: `${process.pid} ${start}`, inputs, declarations });
}

/** Whether a record is of the library as it is, and the declarations are those that were made of it. */
function isCurrent(folder, record, states) {
  const { inputs, declarations = {} } = record ?? {};
  const own = Object.entries(declarations).map(([name, state]) => [join(folder, name), state]);
  return inputs !== undefined && states.hold(inputs) && states.hold(Object.fromEntries(own));
}

/** Removes the folders of runs that were interrupted. */
function removeInterrupted(build) {
  const left = readdirSync(build).filter((name) => name.startsWith(`${basename(FOLDER)}.`));
  for (const path of left.map((name) => join(build, name))) {
    if (statSync(path).mtimeMs < Date.now() - HOUR) rmSync(path, { recursive: true, force: true });
  }
}

/** TypeScript 7 where it is installed for this machine, otherwise TypeScript 6, which takes five times as long. */
function compiler(root) {
  const program = join(native(root), 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
  return existsSync(program) ? [program] : [process.execPath, join(root, 'node_modules/typescript/bin/tsc')];
}

function native(root) {
  return join(root, `node_modules/@typescript/typescript-${process.platform}-${process.arch}`);
}

/** The files that were checked; undefined if that isn't known. @param own what the compiler remembers of this check, in a folder of build/ */
function checkedFiles(root, own) {
  try {
    const { fileNames, packageJsons = [], missingPackageJsons = [] } = JSON.parse(readFileSync(own, 'utf8'));
    const [, script] = compiler(root);
    const folder = script === undefined ? native(root) : join(root, 'node_modules/typescript');
    const files = [...fileNames, ...packageJsons, ...missingPackageJsons];
    return [
      join(folder, 'package.json'),
      ...files.map((name) => (/^lib\.[^/]*$/.test(name) ? join(folder, 'lib', name) : resolve(dirname(own), name))),
    ];
  } catch {
    return undefined;
  }
}

function readOr(file, otherwise) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

function writeJson(file, value) {
  writeFileSync(file, JSON.stringify(value));
}

module.exports = { checkTypes };
