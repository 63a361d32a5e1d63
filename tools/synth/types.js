// The types of a synth, checked beside it by the native compiler.
const { spawn } = require('node:child_process');
const { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } = require('node:fs');
const { join, resolve } = require('node:path');

/** What the compiler remembers of the files that it checked, by their content. */
const REMEMBERED = 'build/synth-types.tsbuildinfo';

/** A check ends before it needs more memory than that, so it needn't look for memory to use again, which takes a third of its time. */
const WITHOUT_COLLECTING = { GOGC: 'off', GOMEMLIMIT: '2GiB' };

/**
 * Checks what main.ts imports.
 *
 * @returns whether it is all right, what the compiler said if it isn't, and the files that were checked, where that is known
 */
function checkTypes(root) {
  const own = join(root, `${REMEMBERED}.${process.pid}`);
  const remembered = join(root, REMEMBERED);
  try {
    mkdirSync(join(root, 'build'), { recursive: true });
    // Two runs at once don't write the same file.
    if (existsSync(remembered)) copyFileSync(remembered, own);
  } catch {}
  const [program, ...first] = compiler(root);
  const isWarm = existsSync(own);
  const args = [...first, '--project', 'tsconfig.synth.json', '--tsBuildInfoFile', own, '--pretty', String(Boolean(process.stderr.isTTY))];
  // What little is left to check isn't worth the threads.
  if (first.length === 0 && isWarm) args.push('--singleThreaded');
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...WITHOUT_COLLECTING }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  return new Promise((done) => {
    const end = (code) => {
      // Before another run may have replaced it.
      const checked = code === 0 ? checkedFiles(root, own) : undefined;
      try {
        renameSync(own, remembered);
      } catch {
        rmSync(own, { force: true });
      }
      done({ isRight: code === 0, said, code, checked });
    };
    child.on('error', (error) => {
      said += `${error.message}\n`;
      end(1);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

/** TypeScript 7 where it is installed for this machine, otherwise TypeScript 6, which takes five times as long. */
function compiler(root) {
  const program = join(native(root), 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
  return existsSync(program) ? [program] : [process.execPath, join(root, 'node_modules/typescript/bin/tsc')];
}

function native(root) {
  return join(root, `node_modules/@typescript/typescript-${process.platform}-${process.arch}`);
}

/** The files that were checked; undefined if that isn't known. @param own what the compiler remembers of this check, in build/ */
function checkedFiles(root, own) {
  try {
    const { fileNames, packageJsons = [], missingPackageJsons = [] } = JSON.parse(readFileSync(own, 'utf8'));
    const [, script] = compiler(root);
    const folder = script === undefined ? native(root) : join(root, 'node_modules/typescript');
    const files = [...fileNames, ...packageJsons, ...missingPackageJsons];
    return [
      join(folder, 'package.json'),
      ...files.map((name) => (/^lib\.[^/]*$/.test(name) ? join(folder, 'lib', name) : resolve(root, 'build', name))),
    ];
  } catch {
    return undefined;
  }
}

module.exports = { checkTypes };
