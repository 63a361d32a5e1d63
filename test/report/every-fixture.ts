import { join } from 'node:path';
import { request } from '../../src/cli/arguments';
import { judgedManifests } from '../../src/cli/check';
import type { CheckRequest } from '../../src/cli/check-request';
import { settingsOf } from '../../src/cli/settings';
import type { Printed } from '../../src/report/formats';
import { chosen } from '../budget';
import { foldered } from '../rules/fixture';

/** Where an annotation can't be read nothing is judged. */
const readable = foldered.filter((name) => name !== 'annotation-value').map((name) => join(__dirname, '../rules/fixtures', name));

/** The folders that are judged. */
export const folders = chosen(readable, 4);

/** So many folders are judged together: what each rule finds is compared with all objects beside it. */
const TOGETHER = 10;

let known: Printed | undefined;

/** What `nines check --topology aws-3x2` prints of every fixture of a rule, in whatever format. The fixtures are judged once for all suites of a worker. */
export function everyFixture(): Printed {
  known ??= merged(folders.flatMap((_, at) => (at % TOGETHER === 0 ? [judged(folders.slice(at, at + TOGETHER))] : [])));
  return known;
}

function judged(together: readonly string[]): Printed {
  const asked = request(['check', ...together, '--no-config', '--topology', 'aws-3x2', '--format', 'sarif']) as CheckRequest;
  const settings = settingsOf(asked, undefined);
  const { input, report } = judgedManifests(settings, { out: () => {}, error: () => {} });
  return { report, read: input.read, rules: input.rules, objects: input.index.objects, failOn: settings.failOn };
}

function merged(all: readonly Printed[]): Printed {
  const [first] = all as [Printed];
  const reports = all.map(({ report }) => report);
  const report = {
    ...first.report,
    services: reports.flatMap(({ services }) => services),
    findings: reports.flatMap(({ findings }) => findings),
    accepted: reports.flatMap(({ accepted }) => accepted),
    skipped: reports.flatMap(({ skipped }) => skipped),
  };
  return { ...first, report, objects: all.flatMap(({ objects }) => objects) };
}
