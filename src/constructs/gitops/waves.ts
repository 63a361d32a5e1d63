import type { Chart } from 'cdk8s';
import { deliveryAnnotation } from '../../manifests/annotations';
import { type ChartObject, chartObjects } from './component';
import { type Dependencies, dependenciesOf } from './dependencies';
import { componentsOf } from './graph';
import { isHealthyLate } from './health';
import { ENTRY } from './tier';

/**
 * The wave of each object of a chart: the tier of its file, or one more than the latest wave of what it depends on. Objects that depend on each other
 * share a wave. What only something outside the cluster makes healthy is in the last one. An object that already has a wave keeps it.
 */
export function wavesOf(chart: Chart): ReadonlyMap<ChartObject, number> {
  const objects = chartObjects(chart);
  const dependencies = dependenciesOf(chart, objects);
  const early = [...longestPaths(objects, dependencies, ENTRY)].filter(([{ tier, object }]) => tier < ENTRY && !isHealthyLate(object));
  const last = Math.max(ENTRY, ...early.map(([, wave]) => wave + 1));
  return longestPaths(objects, dependencies, last);
}

function longestPaths(objects: readonly ChartObject[], dependencies: Dependencies, last: number): ReadonlyMap<ChartObject, number> {
  const waves = new Map<ChartObject, number>();
  // Each group comes after those that it depends on.
  for (const group of componentsOf(objects, (it) => dependencies.get(it) ?? [])) {
    const before = group.flatMap((it) => [...(dependencies.get(it) ?? [])]).filter((it) => !group.includes(it));
    const earliest = group.map(({ tier, object }) => (tier >= ENTRY || isHealthyLate(object) ? last : tier));
    const wave = Math.max(...earliest, ...before.map((it) => (waves.get(it) ?? 0) + 1));
    for (const it of group) waves.set(it, statedWave(it) ?? wave);
  }
  return waves;
}

function statedWave({ object }: ChartObject): number | undefined {
  const stated = object.annotations.get(deliveryAnnotation.wave) ?? '';
  return /^[+-]?\d+$/.test(stated) ? Number(stated) : undefined;
}
