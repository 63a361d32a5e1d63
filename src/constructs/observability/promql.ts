import type { RequestCounts, Series } from '../parts/request-counts';

/** Labels that Prometheus gives to each target. Those of a metric are renamed, unless its monitor has `honorLabels`. */
const TARGET_LABELS = new Set(['namespace', 'service', 'pod', 'container', 'job', 'instance', 'endpoint']);

/** The selector of series, such as `up{job="traefik"}`. */
export function selector({ metric, labels = {}, matching = {} }: Series): string {
  const matchers = [...matchersOf(labels, '='), ...matchersOf(matching, '=~')];
  return matchers.length > 0 ? `${metric}{${matchers.join(',')}}` : metric;
}

function matchersOf(labels: Readonly<Record<string, string>>, operator: string): string[] {
  return Object.entries(labels).map(([name, value]) => `${name}${operator}${JSON.stringify(value)}`);
}

/** The same series as they are called with `honorLabels` and without. */
export function spellings(series: Series): readonly Series[] {
  const { labels = {}, matching = {} } = series;
  const clashes = [...Object.keys(labels), ...Object.keys(matching)].some((name) => TARGET_LABELS.has(name));
  return clashes ? [series, { ...series, labels: renamed(labels), matching: renamed(matching) }] : [series];
}

function renamed(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [TARGET_LABELS.has(name) ? `exported_${name}` : name, value]));
}

/** The selectors of series in either spelling: `a{namespace="shop"} or a{exported_namespace="shop"}`. */
export function anySelector(series: Series): string {
  return spellings(series).map(selector).join(' or ');
}

/** The share of requests that fail in a window, such as `5m`; 0 if none failed, nothing without requests. */
export function errorRatio({ type, all, failed }: RequestCounts, window: string): string {
  const sum = (list: readonly Series[]) => sumOver(type, list, window);
  return `(${sum(failed)} or 0 * ${sum(all)}) / (${sum(all)} > 0)`;
}

/** The requests in a second, all or those that fail, in the last five minutes. */
export function requestRate(counts: RequestCounts, which: 'all' | 'failed'): string {
  const sum = sumOver(counts.type, counts[which], '5m');
  return counts.type === 'counter' ? sum : `${sum} / 300`;
}

function sumOver(type: RequestCounts['type'], list: readonly Series[], window: string): string {
  const over = type === 'counter' ? 'rate' : 'sum_over_time';
  return `sum(${list
    .flatMap(spellings)
    .map((series) => `${over}(${selector(series)}[${window}])`)
    .join(' or ')})`;
}
