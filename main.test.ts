import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environments } from './environments';
import { Application } from './lib/application';
import { type Synthesis, serviceTable, synthesisOf, yamlOf } from './src';

const DIST = join(__dirname, 'dist');

describe.each(environments)('$name', (environment) => {
  const synthesis = synthesisOf(environment, (app, candidate) => new Application(app, candidate));

  test('has no problem, and every promise is proved', () => {
    expect(synthesis.problems).toEqual([]);
  });

  test('is what was reviewed: the proof and the manifests', () => {
    expect(`${serviceTable(synthesis.services)}\n---\n${Object.values(filesOf(synthesis)).join('')}`).toMatchSnapshot();
  });

  test('is in dist/ as `npm run synth` writes it', () => {
    expect(committed(environment.name)).toEqual(filesOf(synthesis));
  });

  test('is the same in every run', () => {
    expect(filesOf(synthesisOf(environment, (app, candidate) => new Application(app, candidate)))).toEqual(filesOf(synthesis));
  });
});

test('dist/ has a folder for each environment and nothing else: `npm run synth`', () => {
  expect(existsSync(DIST) ? readdirSync(DIST).sort() : []).toEqual(environments.map(({ name }) => name).sort());
});

/** The text of each file, by its name. */
function filesOf({ files }: Synthesis): Record<string, string> {
  return Object.fromEntries(files.map((file) => [file.name, yamlOf(file)]));
}

function committed(name: string): Record<string, string> {
  const folder = join(DIST, name);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return Object.fromEntries(names.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}
