import { judge } from '../judged';
import { workload } from '../manifests';
import { cluster, service, statefulService, storageClass, version } from './designs';

function answer(documents: readonly unknown[], kubernetes = '1.36'): string {
  const topology = kubernetes === '1.36' ? cluster : version(kubernetes);
  const [first] = judge(documents, topology, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const proved = 'proved: no single event of those required stops it';
const because = (length: number, what: string, most: number) =>
  `its pods are never created: with a name of ${length} characters, ${what} is too long; use ${most} at most`;

function named(name: string, documents: readonly object[] = service()): readonly unknown[] {
  return documents.map((it) => ({ ...it, metadata: { ...(it as ReturnType<typeof workload>).metadata, name } }));
}

test('a name of a StatefulSet leaves room for its revision in a label', () => {
  const what = 'the label controller-revision-hash';
  expect(answer(named('w'.repeat(52), statefulService()))).toBe(proved);
  expect(answer(named('w'.repeat(53), statefulService()))).toBe(`unknown: ${because(53, what, 52)}`);
  expect(answer(named('w'.repeat(62), statefulService()))).toBe(`refuted: ${because(62, what, 52)}`);
});

test('a name of a StatefulSet is a part of host names', () => {
  expect(answer(named('shop.web', statefulService()))).toBe(
    'refuted: its pods are never created: the name shop.web has a dot, and is part of their host names',
  );
});

test('a name of a DaemonSet leaves room for its revision', () => {
  const daemons = [workload({ kind: 'DaemonSet' })];
  const what = 'that of its ControllerRevision';
  expect(answer(named('w'.repeat(242), daemons))).toBe(proved);
  expect(answer(named('w'.repeat(243), daemons))).toBe(`unknown: ${because(243, what, 242)}`);
  expect(answer(named('w'.repeat(252), daemons))).toBe(`refuted: ${because(252, what, 242)}`);
});

describe('a long name of a Deployment', () => {
  const what = 'that of its ReplicaSet';

  test('is cut short for its ReplicaSets from Kubernetes 1.35 on', () => {
    expect(answer(named('w'.repeat(253)), '1.35')).toBe(proved);
    expect(answer(named('w'.repeat(253)), '1.34')).toBe(`unknown: ${because(253, what, 242)}`);
    expect(answer(named('w'.repeat(252)), '1.33')).toBe(`refuted: ${because(252, what, 242)}`);
    expect(answer(named('w'.repeat(243)), '1.33')).toBe(`unknown: ${because(243, what, 242)}`);
    expect(answer(named('w'.repeat(242)), '1.33')).toBe(proved);
  });

  test('may be cut at a dot', () => {
    const dotted = (before: number, after: number) => answer(named(`${'w'.repeat(before)}.${'w'.repeat(after)}`));
    const cut = (length: number) =>
      `unknown: its pods may never be created: a name of ${length} characters may be cut at a dot for its ReplicaSet; use 242 at most`;
    expect([dotted(241, 1), dotted(250, 2)]).toEqual([cut(243), cut(253)]);
    expect([dotted(240, 12), dotted(251, 1), dotted(240, 1)]).toEqual([proved, proved, proved]);
  });
});

test('a claim template is a volume, whose name is a label', () => {
  const disk = storageClass('disk');
  const templates = (name: string) => {
    const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '1Gi' } } };
    return [...statefulService({}, { volumeClaimTemplates: [{ metadata: { name }, spec }] }), disk];
  };
  const refused = (name: string) =>
    `refuted: its pods are never created: claim template ${name} names a volume, whose name has at most 63 characters of a-z, 0-9 and dashes`;
  expect(answer(templates('d'.repeat(63)))).toBe(proved);
  expect(answer(templates('d'.repeat(64)))).toBe(refused('d'.repeat(64)));
  expect(answer(templates('shop.data'))).toBe(refused('shop.data'));
});

test('the longest names that are taken leave room for those of pods and claims', () => {
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '1Gi' } } };
  const set = statefulService(
    {},
    { volumeClaimTemplates: [{ metadata: { name: 'd'.repeat(63) }, spec }], ordinals: { start: 2147483000 } },
  );
  expect(answer([...named('w'.repeat(52), set), storageClass('disk')])).toBe(proved);
});
