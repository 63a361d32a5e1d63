import { SEEDS_PER_TOPOLOGY, specificationOf, summary } from '../random/specification';
import { comparisons, type Row } from './row';

/** A row that disagrees, with all that is needed to look into it. */
export function miss({ comparison, seed, predicted, observed, kind }: Row): string {
  const specification = specificationOf(seed);
  const lines = [`seed ${seed}, ${comparison} (${kind}): ${summary(specification)}`, `predicted ${predicted}`, `observed ${observed}`];
  return `${lines.join('\n  ')}\n${JSON.stringify(specification.manifests)}`;
}

/** Counts by comparison, for people. */
export function table(rows: readonly Row[]): string {
  const lines = comparisons.flatMap((comparison) => {
    const of = rows.filter((row) => row.comparison === comparison);
    return of.length === 0 ? [] : [line(comparison, of)];
  });
  return lines.join('\n');
}

function line(comparison: string, rows: readonly Row[]): string {
  const kinds = [...new Set(rows.map(({ kind }) => kind))].sort();
  const counts = kinds.map((kind) => `${rows.filter((row) => row.kind === kind).length} ${kind}`);
  const topologies = new Set(rows.map(({ seed }) => Math.floor(seed / SEEDS_PER_TOPOLOGY))).size;
  const outside = rows.filter(({ agrees }) => !agrees).length;
  return `${comparison}: ${rows.length} on ${topologies} topologies (${counts.join(', ')}), ${outside} outside${seen(rows)}`;
}

/** How much of the sets was seen: of each specification the distinct vectors, against all that are listed and all that its number of trials can show. */
function seen(rows: readonly Row[]): string {
  const bySeed = new Map<number, Row[]>();
  for (const row of rows) if (row.vector !== undefined) bySeed.set(row.seed, [...(bySeed.get(row.seed) ?? []), row]);
  if (bySeed.size === 0) return '';
  let [distinct, listed, showable] = [0, 0, 0];
  for (const of of bySeed.values()) {
    const vectors = of[0]?.vectors ?? 0;
    distinct += new Set(of.map(({ vector }) => vector)).size;
    listed += vectors;
    showable += Math.min(vectors, of.length);
  }
  return `; seen ${distinct} of ${listed} vectors listed, of ${showable} that so many trials can show`;
}
