import type { ServiceChange, ServiceFigures } from '../../change/result';
import { minutes } from '../amounts';
import { table } from '../columns';
import { percent } from '../table';

/** One row per service: whether it is proved, its minutes of downtime per year, and whether the rolling update ends. */
export function serviceRows(services: readonly ServiceChange[]): readonly (readonly string[])[] {
  const heading = ['SERVICE', 'TARGET', 'PROVED', 'MINUTES/YEAR', 'ROLLING UPDATE'];
  const rows = services.map(({ service, before, after, rollout }) => [
    service,
    step(before, after, ({ target }) => percent(target)),
    step(before, after, ({ verdict }) => ({ proved: 'yes', refuted: 'NO', unknown: 'unknown' })[verdict]),
    step(before, after, ({ downtime }) => minutes(downtime.sum)),
    rollout?.verdict ?? 'none',
  ]);
  return [heading, ...rows];
}

/** Why services are proved no longer, or have another verdict that isn't a proof: one sentence each. */
export function verdictNotes(services: readonly ServiceChange[]): readonly string[] {
  return services.flatMap(({ service, before, after }) => {
    if (!before || !after || after.verdict === 'proved' || after.verdict === before.verdict) return [];
    const what = before.verdict === 'proved' ? `no longer proved, but ${after.verdict}` : after.verdict;
    return [`${service}: ${what}: ${after.because}`];
  });
}

/** The same as text, with why a verdict differs, what is uncertain of a rolling update, and the risks whose minutes differ. */
export function servicesText(services: readonly ServiceChange[]): string {
  const notes = services.flatMap((service) => [...verdictNotes([service]), ...doubt(service), ...risks(service)]);
  return [table(serviceRows(services)), ...notes].join('\n');
}

function doubt({ service, rollout }: ServiceChange): readonly string[] {
  return rollout && rollout.verdict !== 'safe' ? [`${service}: its rolling update is ${rollout.verdict}: ${rollout.because}`] : [];
}

function risks({ service, before, after }: ServiceChange): readonly string[] {
  if (!before || !after) return [];
  const [old, next] = [before.downtime.risks, after.downtime.risks];
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])];
  const differ = names.filter((name) => minutes(old[name] ?? 0) !== minutes(next[name] ?? 0));
  return differ.map((name) => `${service}: ${name} ${minutes(old[name] ?? 0)} -> ${minutes(next[name] ?? 0)} minutes per year`);
}

/** One value if it stays, both if it changes; `-` for a service that isn't there. */
function step(before: ServiceFigures | undefined, after: ServiceFigures | undefined, show: (figures: ServiceFigures) => string): string {
  const [old, next] = [before, after].map((figures) => (figures ? show(figures) : '-'));
  return old === next ? (next as string) : `${old} -> ${next}`;
}
