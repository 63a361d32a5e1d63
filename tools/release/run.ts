import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Environment, type NewImage, newImages, readEnvironments } from './environments';
import { promoted } from './promotion';
import { released } from './release';
import { writeImages } from './source';
import { UsageError } from './usage-error';

const commands: Readonly<Record<string, (environments: readonly Environment[], args: readonly string[]) => readonly NewImage[]>> = {
  promote: promoted,
  release: released,
};

const SNAPSHOTS = './main.test.ts';

/** `npm run release` and `npm run promote`: edits an environment, synthesizes it, and shows what changes. */
function main([command = '', ...args]: readonly string[]): void {
  try {
    const environments = readEnvironments();
    const asked = commands[command]?.(environments, args) ?? [];
    const { files, restore } = writeImages(asked);
    const images = newImages(environments, readEnvironments());
    try {
      for (const image of asked) requireEffect(image, images);
      // An environment that spreads the edited one gets the image too.
      synthesize([...new Set(images.map(({ environment }) => environment))]);
    } catch (error) {
      restore();
      throw error;
    }
    for (const { environment, service, before, after } of images)
      console.log(`${command}: ${service} of ${environment}: ${versionOf(before)} -> ${versionOf(after)}`);
    console.log(`${command}: ${files.join(', ')} and dist/ are changed; read \`git diff\`, and commit`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${command}: ${error.message}`);
    process.exitCode = 1;
  }
}

function requireEffect({ environment, service, after }: NewImage, images: readonly NewImage[]): void {
  if (images.some((image) => image.environment === environment && image.service === service && image.after === after)) return;
  throw new UsageError(
    `${service} of ${environment} keeps its image: what is spread after it overrides it`,
    'move the spread before the image',
  );
}

/** Writes dist/ and the snapshots of some environments, and prints what differs. */
function synthesize(names: readonly string[]): void {
  const synth = run('npm', 'run', '--silent', 'synth', '--', ...names);
  if (synth.status !== 0) {
    process.stderr.write(synth.stderr);
    throw new UsageError(`npm run synth refuses ${names.join(', ')}`, 'nothing was changed');
  }
  if (existsSync(SNAPSHOTS)) {
    const reviewed = `^(${names.join('|')}) is what was reviewed`;
    const test = run('npx', 'jest', '--ci=false', '--updateSnapshot', SNAPSHOTS, '--testNamePattern', reviewed);
    if (test.status !== 0) process.stderr.write(test.stderr);
  }
  process.stdout.write(run('npm', 'run', '--silent', 'diff', '--', ...names).stdout);
}

function run(program: string, ...args: string[]) {
  return spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
}

/** `1.1.0`, and of an image without a digest all of it. */
function versionOf(image: string): string {
  return /:([^:/@]+)@/.exec(image)?.[1] ?? image;
}

main(process.argv.slice(2));
