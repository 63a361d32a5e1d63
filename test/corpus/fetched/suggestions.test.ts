import type { Diagnostic } from '../../../src/manifests/diagnostic';
import type { Document } from '../../../src/manifests/document';
import { idOf } from '../../../src/manifests/identity';
import { indexOf } from '../../../src/manifests/object-index';
import { manifestsIn, UnreadableError } from '../../../src/manifests/read';
import { readTopology } from '../../../src/platform/topology-source';
import { followed } from '../../availability/advice/followed';
import { followed as followedFix } from '../../rules/followed-fix';
import { rulesOver } from '../../rules/reviewed';
import { type CorpusSet, sets, textsOf } from '../corpus';

const topology = readTopology('three-zones');

/** Services of a set whose suggestions are followed: three of each set take four minutes, most of what is suggested for the others being alike. */
const MOST = 3;

/** The documents of a set; undefined where one of them can't be read. */
function documentsOf(set: CorpusSet): readonly Document[] | undefined {
  try {
    return manifestsIn(textsOf(set)).documents;
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

test.each(sets)('$name: each suggestion, followed, proves what it says, and brings no new finding', (set) => {
  const documents = documentsOf(set);
  if (documents) expect(followed(indexOf(documents), topology, MOST).disappointments).toEqual([]);
});

const identity = ({ rule, place: { object, pointer, file }, message }: Diagnostic) =>
  [rule, object && idOf(object), pointer, file, message].join('\n');

test.each(sets)('$name: what the fixes of rules say, done to the letter, brings no new finding', (set) => {
  const documents = documentsOf(set);
  if (!documents) return;
  const { findings } = rulesOver(documents, { topology });
  const known = new Set(findings.map(identity));
  const byRule = new Map<string, number>();
  const disappointing = findings.flatMap((finding) => {
    // The fields of another apiVersion show only then, and so do the replicas of what an autoscaler scales.
    if (['served-api', 'autoscaler-target-exists'].includes(finding.rule)) return [];
    const before = byRule.get(finding.rule) ?? 0;
    byRule.set(finding.rule, before + 1);
    if (before >= MOST) return [];
    return followedFix(documents, finding).flatMap((after) => {
      const provided = after.provided.length > 0 ? { provided: after.provided } : {};
      const left = rulesOver(after.documents, { topology, ...provided }).findings;
      const fresh = left.filter((it) => !known.has(identity(it)) || identity(it) === identity(finding));
      return fresh.map((it) => ({ fix: finding.fix, of: identity(finding), found: `${it.rule} ${it.place.pointer}: ${it.message}` }));
    });
  });
  expect(disappointing).toEqual([]);
});
