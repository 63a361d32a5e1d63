import type { ServiceResult } from '../availability';
import { append } from '../manifests/multimap';

/** The names that a line spells out. */
const SPELLED = 4;

/** What the sums leave out, in a line for all services and one for each group of them that shares more. */
export function notIncludedText(services: readonly ServiceResult[]): readonly string[] {
  if (services.length === 0) return [];
  const byCause = new Map<string, ServiceResult[]>();
  for (const service of services) for (const { what } of service.downtime.notIncluded) append(byCause, what, service);
  const byServices = new Map<string, string[]>();
  for (const [what, concerned] of byCause) append(byServices, namesOf(concerned, services), what);
  const lines = [...byServices].map(([names, causes]) => `  ${names}: ${causes.join('; ')}`);
  return lines.length === 0 ? [] : [`Not included in these minutes:\n${lines.join('\n')}`];
}

/** `all` where it is every service, else their names, the last of many as a number. */
export function namesOf(concerned: readonly ServiceResult[], services: readonly ServiceResult[]): string {
  if (services.length > 1 && concerned.length === services.length) return 'all';
  const names = concerned.map(({ service }) => service);
  const more = names.length - SPELLED;
  return more > 1 ? `${names.slice(0, SPELLED).join(', ')} and ${more} more` : names.join(', ');
}
