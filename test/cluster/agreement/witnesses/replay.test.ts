import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { options } from '../options';
import { type Row, replayAll } from './all';
import { byTopology, designCases, environmentCases, randomCases } from './cases';
import { counted, replayMisses, replayTable } from './report';

/** Where the rows of the last run are, one JSON object a line. */
const FILE = join(__dirname, '..', '..', '..', '..', 'build', 'agreement', 'witnesses.jsonl');
/** What every change goes through: a placement of each stage. */
const FEW = ['zones, 2 pods', 'zones, Honor', 'ScheduleAnyway', 'quorum over hosts'];
/** Random specifications, from the seed on. */
const RANDOM = 48;

const rows: Row[] = [];
afterAll(() => process.stderr.write(`\n${[replayTable(rows), ...replayMisses(rows)].join('\n')}\n`));

test(
  'what the model shows against a design happens on a real control plane',
  async () => {
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, '');
    const { whole, seed } = options();
    const groups = whole
      ? [...environmentCases().map((it) => [it]), ...byTopology(designCases()), ...byTopology(randomCases(seed, RANDOM))]
      : byTopology(designCases().filter(({ name }) => FEW.includes(name)));
    for (const group of groups)
      await replayAll(group, (row) => {
        rows.push(row);
        appendFileSync(FILE, `${JSON.stringify(row)}\n`);
      });
    const { realised, tried } = counted(rows);
    expect(tried).toBeGreaterThan(0);
    expect(realised / tried).toBeGreaterThanOrEqual(0.95);
  },
  3 * 60 * 60 * 1000,
);
