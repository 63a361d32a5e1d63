import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environments } from './environments';
import { Application } from './lib/application';
import { synthesisOf, yamlOf } from './src';
import { parseYaml } from './src/manifests/yaml';
import { kubernetesVersions, validate } from './src/schema';

const DIST = join(__dirname, 'dist');

function yamlFiles(name: string): Record<string, string> {
  const environment = environments.find((candidate) => candidate.name === name);
  if (!environment) throw new Error(`no environment '${name}'`);
  const { files, problems } = synthesisOf(environment, (app, made) => new Application(app, made));
  expect(problems).toEqual([]);
  return Object.fromEntries(files.map((file) => [file.name, yamlOf(file)]));
}

describe.each(environments.map(({ name }) => name))('%s', (name) => {
  test('is the application that was reviewed', () => {
    expect(Object.values(yamlFiles(name)).join('')).toMatchSnapshot();
  });

  test('lies in dist/ as a fresh synth gives it, and nothing else does', () => {
    const committed = readdirSync(join(DIST, name)).map((file) => [file, readFileSync(join(DIST, name, file), 'utf8')]);
    expect(Object.fromEntries(committed)).toEqual(yamlFiles(name));
  });

  test.each(kubernetesVersions)('is what Kubernetes %s takes, field by field', (version) => {
    const documents = Object.entries(yamlFiles(name)).flatMap(([file, text]) => parseYaml(text, file).map(({ value }) => value));
    const findings = documents.flatMap((document) => validate(document, version));
    expect(findings.filter(({ problem }) => problem !== 'skipped')).toEqual([]);
  });

  test('gives the same bytes each time', () => {
    expect(yamlFiles(name)).toEqual(yamlFiles(name));
  });
});

test('dist/ holds the environments and nothing else', () => {
  expect(readdirSync(DIST).sort()).toEqual(environments.map(({ name }) => name).sort());
});
