import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseYaml } from '../../src/manifests/yaml';
import { yamlTextOf } from '../../src/manifests/yaml/writer';
import { table } from '../../src/report/columns';
import { packed } from '../../test/packed';
import { writeCdk8s, writeHelm, writeKustomize, writeNines } from './inputs';
import { measured, output, type Program } from './measure';
import { chart } from './svg';

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'build/bench/peers');
const TOOLS = join(ROOT, 'build/peers');
/** How often each program is measured, by the number of services. */
const ROUNDS = new Map([
  [1, 7],
  [10, 7],
  [100, 5],
  [1000, 3],
]);

/** Measures Nines beside its peers at each size, and writes build/bench.json and docs/performance.svg. Sizes may be named: `npm run bench:peers -- 1 10`. */
function main(asked: readonly string[]): void {
  const sizes = asked.length > 0 ? asked.map(Number) : [...ROUNDS.keys()];
  const results = sizes.map((services) => {
    const programs = programsFor(services);
    for (const { name } of programs.filter((it) => !isInstalled(it))) console.log(`${name} is not installed and left out`);
    const measurements = measured(programs.filter(isInstalled), ROUNDS.get(services) ?? 5);
    const rows = measurements.map(({ name, wall, processor }) => [name, wall.toFixed(1), processor.toFixed(1)]);
    console.log(`\n${services} services, times node -e 0\n${table([['WHAT', 'WALL', 'PROCESSOR'], ...rows])}`);
    return { services, measurements };
  });
  mkdirSync(join(ROOT, 'build'), { recursive: true });
  writeFileSync(join(ROOT, 'build/bench.json'), `${JSON.stringify({ node: process.version, results }, undefined, 2)}\n`);
  if (sizes.length > 2) writeFileSync(join(ROOT, 'docs/performance.svg'), chart(results));
}

/** The programs, on input from which each of the first task makes the same objects. @throws where they don't */
function programsFor(services: number): readonly Program[] {
  const place = (name: string) => join(FOLDER, String(services), name);
  const [still, edited] = [place('nines'), place('nines-edited')];
  writeNines(still, services);
  writeNines(edited, services);
  const synth = ['node', join(ROOT, 'tools/synth/main.js')] as const;
  // Only a run that changes nothing in dist/ is remembered where dist/ is in no commit.
  for (const _ of [1, 2]) output({ name: 'npm run synth', command: synth, cwd: still });
  const manifests = join(still, 'dist/bench');
  const texts = readdirSync(manifests).map((file) => readFileSync(join(manifests, file), 'utf8'));
  const objects = texts.flatMap(objectsIn);
  const one = objects.filter(({ metadata }) => (metadata as { name: string }).name === 'web-0');
  const text = one.map((object) => yamlTextOf(object)).join('---\n');
  writeHelm(place('helm'), services, text);
  writeKustomize(place('kustomize'), services, text);
  writeCdk8s(place('cdk8s'), services, one);
  const all = join(FOLDER, String(services), 'all.yaml');
  writeFileSync(all, objects.map((object) => `---\n${yamlTextOf(object)}`).join(''));

  const peers: readonly Program[] = [
    { name: 'npx cdk8s synth', task: 'synth', command: ['npx', 'cdk8s', 'synth'], cwd: place('cdk8s') },
    { name: 'helm template', task: 'synth', command: [join(TOOLS, 'helm'), 'template', 'bench', '.'], cwd: place('helm') },
    { name: 'kustomize build', task: 'synth', command: [join(TOOLS, 'kustomize'), 'build', '.'], cwd: place('kustomize') },
  ];
  for (const peer of peers.filter(isInstalled)) requireSame(peer, objects);
  let edits = 0;
  const edit = () => {
    const main = join(edited, 'main.ts');
    edits += 1;
    writeFileSync(main, readFileSync(main, 'utf8').replace(/web:1\.0\.\d+/, `web:1.0.${edits}`));
  };
  // A copy, since the tests replace the package when they pack it again.
  const installed = join(FOLDER, 'package');
  cpSync(packed().nines, installed, { recursive: true });
  const nines = join(installed, 'bin/nines.js');
  const check = (name: string, command: readonly [string, ...string[]]): Program => ({
    name,
    task: 'check',
    command,
    cwd: FOLDER,
    codes: [1],
  });
  return [
    { name: 'node -e 0', task: 'floor', command: ['node', '-e', '0'], cwd: FOLDER },
    { name: 'nines synth, nothing edited', task: 'synth', command: synth, cwd: still },
    { name: 'nines synth, edited, without types', task: 'synth', command: [...synth, '--no-types'], cwd: edited, prepare: edit },
    { name: 'nines synth, edited, with types', task: 'synth', command: synth, cwd: edited, prepare: edit },
    ...peers,
    check('nines check', ['node', nines, 'check', all]),
    check('nines check --topology', ['node', nines, 'check', all, '--topology', join(still, 'dist/topology/bench.yaml')]),
    check('kube-score', [peer('kube-score-'), 'score', '--all-default-optional', all]),
    check('kubeconform', [
      peer('kubeconform-'),
      '-strict',
      '-schema-location',
      `${join(TOOLS, newest('schemas-'))}/{{ .ResourceKind }}{{ .KindSuffix }}.json`,
      all,
    ]),
  ];
}

/** Whether a program is here: the peers are what `.ci/peers install` and `bench/peers/install` put into build/peers. */
const isInstalled = ({ command: [program] }: Program) => !isAbsolute(program) || existsSync(program);

const newest = (prefix: string) =>
  (existsSync(TOOLS) ? readdirSync(TOOLS) : [])
    .filter((name) => name.startsWith(prefix))
    .sort()
    .at(-1) ?? prefix;
const peer = (prefix: string) => join(TOOLS, newest(prefix));

function requireSame(program: Program, expected: readonly Manifest[]): void {
  const printed = output(program);
  const file = join(program.cwd, 'dist/bench.k8s.yaml');
  const found = objectsIn(program.command[0] === 'npx' ? readFileSync(file, 'utf8') : printed);
  if (!isDeepStrictEqual(inOrder(found), inOrder(expected))) throw new Error(`${program.name} makes other objects`);
  rmSync(file, { force: true });
}

type Manifest = { readonly kind: string; readonly metadata: object };
const objectsIn = (text: string) => parseYaml(text, 'bench').map(({ value }) => value as Manifest);
const keyOf = ({ kind, metadata }: Manifest) => `${kind}/${(metadata as { name: string }).name}`;
const inOrder = (objects: readonly Manifest[]) => [...objects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

main(process.argv.slice(2));
