import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import { parseQuantity } from '../../manifests/quantity';
import type { Complaint, Rule } from '../rule';

const units: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Heap flags, each with the unit of a bare number. */
const flags: readonly { readonly flag: RegExp; readonly unit: number }[] = [
  { flag: /-Xm[xs]\s*(\d{1,15})([kmgt]?)\b/gi, unit: 1 },
  { flag: /-XX:(?:Max|Initial)HeapSize=(\d{1,15})([kmgt]?)\b/gi, unit: 1 },
  { flag: /--max[-_]old[-_]space[-_]size=(\d{1,15})()\b/gi, unit: 2 ** 20 },
];

export const heapUnderLimit: Rule = {
  id: 'heap-under-limit',
  severity: 'warning',
  title: 'The heap fits in the memory limit of the container',
  why: 'The kernel kills the process (OOMKilled) as soon as it fills its heap.',
  fix: 'Lower the heap size or raise the limit. A process needs memory beyond its heap.',
  appliesTo: podMakers,
  *check({ pod }) {
    for (const container of pod?.containers ?? []) {
      const written = container.at('resources', 'limits', 'memory').value;
      const limit = parseQuantity(written);
      if (limit === undefined) continue;
      for (const at of textsOf(container)) yield* tooLarge(at, limit, String(written));
    }
  },
};

function textsOf(container: Place): readonly Place[] {
  const variables = container.parts('env').map((variable) => variable.at('value'));
  return [...variables, ...container.parts('command'), ...container.parts('args')];
}

function* tooLarge(at: Place, limit: number, written: string): Iterable<Complaint> {
  const text = at.text()?.slice(0, 10_000) ?? '';
  if (!text.includes('-')) return;
  for (const { flag, unit } of flags) {
    for (const [match, number = '', suffix = ''] of text.matchAll(flag)) {
      const bytes = Number(number) * unit * (units[suffix.toLowerCase()] ?? 1);
      if (bytes < limit) continue;
      yield {
        at,
        message: `${match} leaves no memory below the container's limit of ${written}`,
        fix: `lower it to about ${Math.floor(limit / 2 ** 21)} MiB, or raise the limit`,
      };
    }
  }
}
