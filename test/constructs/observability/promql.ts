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
}

/** Parses an expression. */
export function parsePromQl(expr: string): Parsed {
  const errors: string[] = [];
  const metrics = new Set<string>();
  parser.parse(expr).iterate({
    enter: ({ type, name, from, to, node }) => {
      if (type.isError) errors.push(expr.slice(from, to + 20));
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector') metrics.add(expr.slice(from, to));
    },
  });
  return { errors, metrics: [...metrics] };
}

/**
 * The names of metrics in the documentation of exporters: metrics.md of elasticsearch_exporter, docs/metrics/workload of kube-state-metrics, and
 * docs/storage/prometheus.md of cAdvisor, which the kubelet serves.
 */
export function documentedMetrics(): ReadonlySet<string> {
  const folder = join(__dirname, 'metrics');
  return new Set(readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n')));
}
