import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { terminal } from './terminal';

const ROOT = join(__dirname, '../..');
const ARGUMENTS = ['check', 'examples/manifests', '--topology', 'examples/topology.yaml'];

/** The picture at the top of README.md: what `nines check` says of the example, up to the assumptions. @param program the command, [that of this repository] */
export async function answerPicture(program = join(ROOT, 'bin/nines.js')): Promise<string> {
  const [answer = ''] = (await printed(program)).split('\nThe proof assumes');
  return terminal(`npx nines ${ARGUMENTS.join(' ')}`, answer);
}

function printed(program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...ARGUMENTS], { cwd: ROOT }, (error, stdout, stderr) => {
      // The example is broken on purpose.
      if (error?.code === 1) resolve(stdout);
      else reject(new Error(`expected exit code 1 for the example, got ${error?.code ?? 0}\n${stderr}`));
    });
  });
}
