import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
/** What `npm run synth` reads beside the sources. */
const SETTINGS = ['tsconfig.json', 'tsconfig.synth.json', 'package.json', 'package-lock.json'];

/** An application of Nines: a number of equal services with a promise, on a cluster that has the places for them. */
function source(services: number): string {
  return `import { Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Platform, synthesize, WebService } from './src';

const platform = Platform.aws({
  kubernetes: '1.36',
  zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
  nodes: { count: ${2 + Math.ceil(services / 20)}, cpu: Cpu.units(16), memory: Size.gibibytes(64) },
});

synthesize(
  [{ name: 'bench', platform }],
  (app, { name }) => {
    const chart = new Chart(app, name, { namespace: 'shop' });
    for (let index = 0; index < ${services}; index++) {
      new WebService(chart, \`web-\${index}\`, {
        platform,
        name: \`web-\${index}\`,
        image: 'registry.example/web:1.0.0@sha256:${'0'.repeat(64)}',
        ports: { http: 8080 },
        replicas: 3,
        needed: 2,
        availability: '99.9%',
        resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
        health: '/healthz',
      });
    }
    return chart;
  },
  process.argv.slice(2),
);
`;
}

/** Writes the application into a folder, which can run `tools/synth/main.js`. */
export function writeNines(folder: string, services: number): void {
  rmSync(folder, { recursive: true, force: true });
  write(join(folder, 'main.ts'), source(services));
  for (const name of SETTINGS) copyFileSync(join(ROOT, name), join(folder, name));
  for (const name of ['src', 'node_modules']) symlinkSync(join(ROOT, name), join(folder, name));
  // In a repository of its own: a commit in this one, which a run compares with, isn't part of what is measured.
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
}

/** The same objects by a program without Nines, which the stock command runs. @param objects of one service, named `web-0` */
export function writeCdk8s(folder: string, services: number, objects: readonly object[]): void {
  rmSync(folder, { recursive: true, force: true });
  write(join(folder, 'cdk8s.yaml'), 'language: typescript\napp: npx ts-node main.ts\n');
  copyFileSync(join(ROOT, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  write(
    join(folder, 'main.ts'),
    `import { ApiObject, type ApiObjectProps, App, Chart } from 'cdk8s';

const objects = ${JSON.stringify(JSON.stringify(objects))};
const app = new App();
const chart = new Chart(app, 'bench', { namespace: 'shop', disableResourceNameHashes: true });
for (let index = 0; index < ${services}; index++) {
  const own = JSON.parse(objects.replaceAll('web-0', \`web-\${index}\`)) as ApiObjectProps[];
  for (const object of own) new ApiObject(chart, \`\${object.kind}-\${index}\`, object);
}
app.synth();
`,
  );
}

/** A chart that makes the same objects in one loop. @param text the manifests of one service, named `web-0` */
export function writeHelm(folder: string, services: number, text: string): void {
  rmSync(folder, { recursive: true, force: true });
  write(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: bench\nversion: 1.0.0\n');
  write(
    join(folder, 'values.yaml'),
    `services:\n${names(services)
      .map((name) => `  - ${name}\n`)
      .join('')}`,
  );
  const template = text.replaceAll('{{', '{{ "{{" }}').replaceAll('web-0', '{{ . }}');
  write(join(folder, 'templates/services.yaml'), `{{- range .Values.services }}\n---\n${template}{{- end }}\n`);
}

/** A file for each service, which kustomize reads. */
export function writeKustomize(folder: string, services: number, text: string): void {
  rmSync(folder, { recursive: true, force: true });
  const files = names(services).map((name) => `${name}.yaml`);
  for (const [index, file] of files.entries()) write(join(folder, file), text.replaceAll('web-0', `web-${index}`));
  write(join(folder, 'kustomization.yaml'), `namespace: shop\nresources:\n${files.map((file) => `  - ${file}\n`).join('')}`);
}

const names = (services: number) => Array.from({ length: services }, (_, index) => `web-${index}`);

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
