import { acceptedBy } from '../../src/gate/acceptances';
import type { Diagnostic } from '../../src/manifests/diagnostic';
import { answer } from '../cli/answer';
import { nines } from '../cli/run';
import { moving } from './shop';

const check = ['check', '@app.yaml', '--config', '@nines.yaml'];
const files = (accept: string, topology = 'topology: minikube\n') => ({
  'app.yaml': moving('web', 'api'),
  'nines.yaml': `${topology}accept:\n${accept}`,
});
const entry = (rule: string, object: string, more = '') =>
  `  - { rule: ${rule}, object: ${object}, because: the vendor mends it${more} }\n`;

test('a finding is accepted for the manifests of others, and every format shows why', async () => {
  const accepting = files(entry('image-is-pinned', 'Deployment/shop/web', ', until: 2999-12-31') + entry('availability', 'Deployment/*'));
  const { code, answer: found } = await answer([...check, '--fail-on', 'warning'], accepting);
  expect([code, found.findings.map(({ rule, place }) => `${place.object?.name} ${rule}`)]).toEqual([1, ['api image-is-pinned']]);
  expect(found.accepted.map(({ rule, because, acceptedIn, until }) => [rule, because, acceptedIn?.line, until])).toEqual([
    ['image-is-pinned', 'the vendor mends it', 3, '2999-12-31'],
    ['availability', 'the vendor mends it', 4, undefined],
    ['availability', 'the vendor mends it', 4, undefined],
  ]);
  expect((await nines(check, accepting)).out).toMatch(
    /\n\nAccepted:\n {2}Deployment shop\/web \S+: tag 'dev' .* \[image-is-pinned\], because the vendor mends it \(\S+nines\.yaml:3:5, until 2999-12-31\)\n/,
  );
  const sarif = JSON.parse((await nines([...check, '--format', 'sarif'], accepting)).out);
  const suppressions = sarif.runs[0].results.flatMap((it: { suppressions?: object[] }) => it.suppressions ?? []);
  expect(suppressions[0]).toMatchObject({ kind: 'external', justification: 'the vendor mends it', location: { physicalLocation: {} } });
});

test('a risk accepts the verdict that it explains, as in an annotation', async () => {
  const { code, answer: found } = await answer(check, files(entry('single-replica', 'Deployment/shop/*')));
  expect([code, found.accepted.map(({ rule }) => rule), found.notices]).toEqual([0, ['availability', 'availability'], []]);
});

test('one that is over accepts nothing and is told, in every format', async () => {
  const over = files(entry('availability', 'Deployment/shop/web', ', until: 2020-01-31'));
  const { answer: found } = await answer(check, over);
  expect(found.accepted).toEqual([]);
  expect(found.findings.filter(({ rule }) => rule === 'availability')).toHaveLength(2);
  const told = 'availability of Deployment/shop/web was accepted until 2020-01-31';
  expect(found.notices).toEqual([
    {
      place: { file: expect.stringMatching(/nines\.yaml$/), line: 3, column: 5 },
      message: told,
      fix: 'fix what is found, or move the day with a reason',
    },
  ]);
  expect((await nines(check, over)).out).toMatch(
    /\n\nConfiguration:\n {2}\S+nines\.yaml:3:5: availability of Deployment\/shop\/web was accepted until 2020-01-31; fix what is found, or move the day with a reason\n\n/,
  );
  const [run] = JSON.parse((await nines([...check, '--format', 'sarif'], over)).out).runs;
  expect(run.invocations).toMatchObject([
    { toolConfigurationNotifications: [{ level: 'warning', message: { text: expect.stringContaining(told) } }] },
  ]);
});

test('one that accepts nothing is told, unless its rule was not checked', async () => {
  const unused = files(entry('image-is-pinned', 'Deployment/shop/mail'));
  const message = 'nothing to accept: no finding of image-is-pinned in Deployment/shop/mail';
  expect((await answer(check, unused)).answer.notices).toMatchObject([{ message, fix: 'remove the entry, or correct it' }]);
  expect((await answer([...check, '--skip', 'image-is-pinned'], unused)).answer.notices).toEqual([]);
  const withoutNodes = files(entry('availability', 'Deployment/shop/web'), '');
  expect((await answer(check, withoutNodes)).answer.notices).toEqual([]);
});

const finding: Diagnostic = {
  severity: 'warning',
  rule: 'image-is-pinned',
  place: { object: { kind: 'Deployment', namespace: 'shop', name: 'web' }, pointer: '/spec' },
  message: 'a',
  fix: 'b',
};
const until = (day: string) => ({ rule: finding.rule, object: 'Deployment/web', because: 'c', until: day, place: {} });

test('an acceptance holds on its last day, and not on the next', () => {
  const acceptedOn = (today: string) => acceptedBy({ findings: [finding], services: [] }, [until('2026-11-22')], today, () => true);
  expect(acceptedOn('2026-11-22')).toMatchObject({ findings: [], accepted: [{ until: '2026-11-22' }], notices: [] });
  expect(acceptedOn('2026-11-23')).toMatchObject({ findings: [finding], accepted: [], notices: [{}] });
});

test('where one entry is over and another one holds, the finding is accepted and the first is told', () => {
  const both = [until('2020-01-01'), until('2999-01-01')];
  expect(acceptedBy({ findings: [finding], services: [] }, both, '2026-11-22', () => true)).toMatchObject({
    findings: [],
    accepted: [{ until: '2999-01-01' }],
    notices: [{ message: 'image-is-pinned of Deployment/web was accepted until 2020-01-01' }],
  });
});
