/*
 * `curl -s URL/metrics | node --require ts-node/register test/constructs/observability/metrics/capture.ts`: what a running exporter exposes, a line for each metric: its name,
 * its type, and its label names. docs/observability.md has how each file beside this one was captured.
 */
import { readFileSync } from 'node:fs';

/** The lines of a text in Prometheus' exposition format, without the metrics of the program itself. */
function linesOf(exposed: string): readonly string[] {
  const types = new Map<string, string>();
  const labels = new Map<string, Set<string>>();
  for (const line of exposed.split('\n')) {
    const [, typed = '', type = ''] = /^# TYPE (\S+) (\S+)/.exec(line) ?? [];
    if (typed) types.set(typed, type);
    const [, name = '', written = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line) ?? [];
    if (!name || /^(go|process|promhttp)_/.test(name)) continue;
    const names = labels.get(name) ?? new Set();
    for (const [, label = ''] of written.matchAll(/([a-zA-Z_]\w*)="(?:[^"\\]|\\.)*"/g)) names.add(label);
    labels.set(name, names);
  }
  return [...labels].map(([name, names]) => [name, types.get(name) ?? 'untyped', ...[...names].sort()].join(' ')).sort();
}

process.stdout.write(`${linesOf(readFileSync(0, 'utf8')).join('\n')}\n`);
