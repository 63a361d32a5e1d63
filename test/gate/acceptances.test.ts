import { acceptedBy } from '../../src/gate/acceptances';
import type { Diagnostic } from '../../src/manifests/diagnostic';
import { indexOf } from '../../src/manifests/object-index';
import { budget, spread } from '../availability/manifests';
import { workload } from '../availability/requesting';
import { answer, yaml } from '../cli/answer';
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

describe('what depends on a service that is accepted', () => {
  // web keeps every single failure but for its dependency store, which has one pod.
  const shop = (store = {}, web = {}) =>
    yaml(
      workload({
        name: 'web',
        annotations: { 'nines.dev/needed': '2', 'nines.dev/depends-on': 'Deployment/store', ...web },
        pod: { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] },
        spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
      }),
      budget({ maxUnavailable: 1 }),
      workload({ name: 'store', replicas: 1, annotations: store }),
    );
  const judged = async (accept: string, app = shop()) => {
    const { findings, accepted } = (
      await answer(check, { 'app.yaml': app, 'nines.yaml': `topology: three-zones\nonly: [availability]\n${accept}` })
    ).answer;
    return {
      findings: findings.map(({ place }) => place.object?.name),
      accepted: accepted.map(({ place, because, acceptedIn, until }) => [place.object?.name, because, acceptedIn?.line, until]),
    };
  };
  const store = `accept:\n${entry('single-replica', 'Deployment/shop/store', ', until: 2999-12-31')}`;

  test('is accepted too where nothing else stops it, and says by which entry', async () => {
    expect(await judged(store)).toEqual({
      findings: [],
      accepted: [
        ['store', 'the vendor mends it', 4, '2999-12-31'],
        ['web', 'its dependency Deployment/shop/store is accepted: the vendor mends it', 4, '2999-12-31'],
      ],
    });
  });

  test('is accepted as by an annotation', async () => {
    const annotated = shop({ 'nines.dev/accept.single-replica': 'the vendor mends it' });
    const { findings, accepted } = await judged('', annotated);
    expect([findings, accepted.map(([name, because]) => [name, because]).sort()]).toEqual([
      [],
      [
        ['store', 'the vendor mends it'],
        ['web', 'its dependency Deployment/shop/store is accepted: the vendor mends it'],
      ],
    ]);
  });

  test('is found where it promises something, where the entry is over, and where something else stops it', async () => {
    expect((await judged(store, shop({}, { 'nines.dev/target': '99%' }))).findings).toEqual(['web']);
    expect((await judged(store.replace('2999', '2020'))).findings).toEqual(['web', 'store']);
    expect((await judged(store, shop().replaceAll('DoNotSchedule', 'ScheduleAnyway'))).findings).toEqual(['web']);
  });
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
  const acceptedOn = (today: string) =>
    acceptedBy({ findings: [finding], services: [] }, indexOf([]), [until('2026-11-22')], today, () => true);
  expect(acceptedOn('2026-11-22')).toMatchObject({ findings: [], accepted: [{ until: '2026-11-22' }], notices: [] });
  expect(acceptedOn('2026-11-23')).toMatchObject({ findings: [finding], accepted: [], notices: [{}] });
});

test('where one entry is over and another one holds, the finding is accepted and the first is told', () => {
  const both = [until('2020-01-01'), until('2999-01-01')];
  expect(acceptedBy({ findings: [finding], services: [] }, indexOf([]), both, '2026-11-22', () => true)).toMatchObject({
    findings: [],
    accepted: [{ until: '2999-01-01' }],
    notices: [{ message: 'image-is-pinned of Deployment/web was accepted until 2020-01-01' }],
  });
});
