import { chosen } from '../budget';
import { Project } from './project';

// Whole processes, on a machine that may be busy.
jest.setTimeout(240_000);

/** An app with a promise, whichever way its module is imported. The promise is broken where the environment says so. */
const app = `
const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
const nodes = { cpu: Cpu.units(2), memory: Size.gibibytes(8), count: 2 };
const platform = Platform.aws({ kubernetes: '1.36', zones, nodes });
const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const common = {
  platform,
  name: 'web',
  image: 'registry.example/web:1.0.0',
  ports: { http: 8080 },
  resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
};
if (process.env['BREAK'])
  new WebService(chart, 'web', { ...common, availability: '99.9999%', accept: 'single-replica', because: 'it is enough for now' });
else new WebService(chart, 'web', { ...common, availability: '99.95%', replicas: 3, needed: 2 });
app.synth();
`;

const commonJs = `const { App, Chart, Size } = require('cdk8s');
const { Cpu } = require('cdk8s-plus-27');
const { Platform, WebService } = require('nines');
${app}`;
const esm = `import { App, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Platform, WebService } from 'nines';
${app}`;

/** What the CLI's own template of a TypeScript app has. */
const tsconfig = JSON.stringify({
  compilerOptions: {
    alwaysStrict: true,
    declaration: true,
    experimentalDecorators: true,
    lib: ['es2016'],
    module: 'CommonJS',
    noEmitOnError: true,
    noFallthroughCasesInSwitch: true,
    noImplicitAny: true,
    noImplicitReturns: true,
    noImplicitThis: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    resolveJsonModule: true,
    strict: true,
    stripInternal: true,
    target: 'ES2017',
    types: ['node'],
  },
});

/** The whole message; why each event stops the service is tested elsewhere. */
const broken = new RegExp(
  [
    'Error: Validation failed with the following errors:',
    '  \\[shop\\] error: Deployment shop/web /spec/replicas \\(made by shop/web/deployment\\)',
    '    refuted \\(target 99\\.9999%\\) \\[availability\\]',
    '    lose one pod: .+',
    '      Deployment/shop/web /spec/replicas',
    '(    \\S.+\n      \\S.+\n)+    \\S.+\\.\n',
  ].join('\n'),
);

const old = { 'shop.k8s.yaml': 'from before' };

// One project for all, since a run writes nothing but dist/.
let project: Project;
beforeAll(() => {
  project = new Project({ 'app.mjs': esm, 'app.cjs': commonJs, 'main.ts': esm, 'tsconfig.json': tsconfig });
  project.write('cdk8s.yaml', 'language: typescript\napp: npx ts-node main.ts\n');
});
afterEach(() => project.delete('dist'));
afterAll(() => project.remove());

const WAYS = [
  ['an ES module', 'node', ['app.mjs'], old],
  ['CommonJS', 'node', ['app.cjs'], old],
  ['TypeScript, by ts-node with its types checked', 'npx', ['ts-node', 'main.ts'], old],
  // The CLI empties the folder before it runs the app.
  ['a stock cdk8s project', 'npx', ['cdk8s', 'synth'], {}],
] as const;

// A sample has the first and the last: a stock project runs ts-node.
describe.each(chosen(WAYS, WAYS.length - 1))('a promise in %s', (_, program, args, left) => {
  test('is written when it is proved', () => {
    const { code, error } = project.run(program, args);
    expect([code, error]).toEqual([0, '']);
    expect(Object.keys(project.files('dist'))).toEqual(['shop.k8s.yaml']);
    expect(project.files('dist')['shop.k8s.yaml']).toContain('nines.dev/target: 99.95%');
  });

  test('is refused with the event, the construct and the fix when it is broken, and nothing is written', () => {
    project.write('dist/shop.k8s.yaml', 'from before');
    // The types are those of the run before.
    const { code, error } = project.run(program, args, { BREAK: 'yes', TS_NODE_TRANSPILE_ONLY: 'true' });
    expect(code).toBe(1);
    expect(error).toMatch(broken);
    expect(project.files('dist')).toEqual(left);
  });
});
