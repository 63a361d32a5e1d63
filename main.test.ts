import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { environments } from './environments';
import { delivery } from './environments/delivery';
import { Application } from './lib/application';
import type { Environment } from './lib/environment';
import { deliveredOf, deliveryFolders, type Synthesis, serviceTable, synthesisOf, yamlOf } from './src';

const DIST = join(__dirname, 'dist');

function synthesized(environment: Environment): Synthesis {
  return synthesisOf(environment, (app, candidate) => new Application(app, candidate), { delivery });
}

const applications = environments.map((environment) => ({ name: environment.name, environment, synthesis: synthesized(environment) }));

describe.each(applications)('$name', ({ name, environment, synthesis }) => {
  test('has no problem, and every promise is proved', () => {
    expect(synthesis.problems).toEqual([]);
  });

  test('is what was reviewed: the proof and the manifests', () => {
    expect(`${serviceTable(synthesis.services)}\n---\n${Object.values(filesOf(synthesis)).join('')}`).toMatchSnapshot();
  });

  test('is in dist/ as `npm run synth` writes it', () => {
    expect(committed(name)).toEqual(filesOf(synthesis));
  });

  test('is the same in every run', () => {
    expect(filesOf(synthesized(environment))).toEqual(filesOf(synthesis));
  });
});

describe('what Argo CD and Flux read', () => {
  const { folders, problems } = deliveryFolders(
    delivery,
    applications.map(({ synthesis }) => deliveredOf(synthesis)),
  );

  test('has no problem', () => {
    expect(problems).toEqual([]);
  });

  test.each(folders)('$name is in dist/ as `npm run synth` writes it', ({ name, files }) => {
    expect(committed(name)).toEqual(Object.fromEntries(files.map((file) => [file.name, file.text])));
  });

  test('dist/ has a folder for each environment, these, and nothing else: `npm run synth`', () => {
    const expected = [...[...environments, ...folders].map(({ name }) => name), 'topology'];
    expect(existsSync(DIST) ? readdirSync(DIST).sort() : []).toEqual(expected.sort());
  });
});

/** The text of each file, by its name. */
function filesOf({ files }: Synthesis): Record<string, string> {
  return Object.fromEntries(files.map((file) => [file.name, yamlOf(file)]));
}

function committed(name: string): Record<string, string> {
  const folder = join(DIST, name);
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}
