import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Its types are those of a module, beside CommonJS.
const { parser } = require('@prometheus-io/lezer-promql') as typeof import('@prometheus-io/lezer-promql', { with: {
  'resolution-mode': 'import',
}});

/** What an expression in PromQL is made of, by Prometheus' own grammar. */
export interface Parsed {
  /** The parts that are no PromQL; empty if it is right. */
  readonly errors: readonly string[];

  /** The names of the metrics that it reads. */
  readonly metrics: readonly string[];

  /** Each metric with each label name that its selector compares, or that it is grouped or joined by: `up job`. */
  readonly labels: readonly string[];
}

/** Parses an expression. */
export function parsePromQl(expr: string): Parsed {
  const errors: string[] = [];
  const selected: { readonly metric: string; readonly from: number }[] = [];
  const labels = new Set<string>();
  const grouped: { readonly label: string; readonly from: number; readonly to: number }[] = [];
  parser.parse(expr).iterate({
    enter: ({ type, name, from, to, node }) => {
      const text = expr.slice(from, to);
      if (type.isError) errors.push(expr.slice(from, to + 20));
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector') selected.push({ metric: text, from });
      // A selector's metric comes before its matchers.
      if (name === 'LabelName' && node.parent?.name === 'UnquotedLabelMatcher') labels.add(`${selected.at(-1)?.metric} ${text}`);
      // The list, its clause, and the expression that the clause is part of.
      const whole = node.parent?.name === 'GroupingLabels' ? node.parent.parent?.parent : undefined;
      if (name === 'LabelName' && whole) grouped.push({ label: text, from: whole.from, to: whole.to });
    },
  });
  for (const { label, from, to } of grouped) {
    for (const { metric } of selected.filter((one) => one.from >= from && one.from < to)) labels.add(`${metric} ${label}`);
  }
  return { errors, metrics: [...new Set(selected.map(({ metric }) => metric))], labels: [...labels] };
}

/** The label names of each metric that exporters expose: what `metrics/capture.ts` wrote of their output. */
export function exposedLabels(): ReadonlyMap<string, ReadonlySet<string>> {
  const lines = linesOf('exposed');
  return new Map(lines.map((line) => line.split(' ')).map(([name = '', , ...labels]) => [name, new Set(labels)]));
}

/** The names of cAdvisor's metrics, which a kubelet serves that tests don't have: from its docs/storage/prometheus.md. */
export function documentedMetrics(): ReadonlySet<string> {
  return new Set(linesOf('documented'));
}

function linesOf(folder: 'exposed' | 'documented'): string[] {
  const path = join(__dirname, 'metrics', folder);
  return readdirSync(path).flatMap((file) => readFileSync(join(path, file), 'utf8').trim().split('\n'));
}
