import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import Ajv from 'ajv';
import { stringify } from 'yaml';
import { objectiveOf, openSlo, openSloText } from '../../../src/report/openslo';
import schema from '../openslo.schema.json';

const isOpenSlo = new Ajv({ strict: false }).compile(schema);
const program = join(__dirname, '../../../build/openslo/validate');

beforeAll(() => {
  const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' };
  execFileSync('go', ['build', '-trimpath', '-o', program, '.'], { cwd: __dirname, env });
});

/** What OpenSLO's library has against each of some documents: '' where it is valid. */
function mistakesIn(documents: readonly string[]): readonly string[] {
  const input = documents.map((yaml) => JSON.stringify({ yaml })).join('\n');
  const answers = execFileSync(program, { input, encoding: 'utf8' }).trimEnd().split('\n');
  return answers.map((line) => JSON.parse(line));
}

const long = `${'long-name.'.repeat(8)}end`;
const names = ['web', 'web.v2', long, `${'w'.repeat(54)}-----------x`];
const objective = objectiveOf({ kind: 'Deployment', namespace: 'shop', name: 'web' }, 0.9995);

test("OpenSLO's own library accepts what is printed, whatever a workload is called and promises", () => {
  const objectives = ['shop', 'a.b', 'n'.repeat(63)].flatMap((namespace) =>
    names.flatMap((name) =>
      [0.02, 0.5, 0.9995, 0.9999999999].map((target) => objectiveOf({ kind: 'Deployment', namespace, name }, target)),
    ),
  );
  expect(mistakesIn([openSloText(objectives), ...objectives.map((it) => openSloText([it]))]).filter((it) => it !== '')).toEqual([]);
});

interface Slo {
  readonly metadata: object;
  readonly spec: Record<string, unknown>;
}

const slo = openSlo(objective) as Slo;
const broken: readonly (readonly [string, object])[] = [
  ['a name with capitals', { ...slo, metadata: { name: 'Web' } }],
  ['no name', { ...slo, metadata: {} }],
  ['a target of 100%', { ...slo, spec: { ...slo.spec, objectives: [{ target: 1 }] } }],
  ['no target', { ...slo, spec: { ...slo.spec, objectives: [{}] } }],
  ['an unknown budgeting method', { ...slo, spec: { ...slo.spec, budgetingMethod: 'Requests' } }],
  ['no indicator', { ...slo, spec: { ...slo.spec, indicatorRef: undefined } }],
  [
    'a window that neither rolls nor has a calendar',
    { ...slo, spec: { ...slo.spec, timeWindow: [{ duration: '30d', isRolling: false }] } },
  ],
  ['a window in an unknown unit', { ...slo, spec: { ...slo.spec, timeWindow: [{ duration: '30days', isRolling: true }] } }],
  ['a description that is too long', { ...slo, spec: { ...slo.spec, description: 'x'.repeat(1051) } }],
];

test.each(broken)('it refuses %s, and so does the schema of the tests that need no Go', (_, document) => {
  const [mistake] = mistakesIn([stringify(document)]);
  expect(mistake).not.toBe('');
  expect(isOpenSlo(JSON.parse(JSON.stringify(document)))).toBe(false);
});
