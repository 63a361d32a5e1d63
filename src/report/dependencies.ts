import type { ServiceResult } from '../availability';
import { annotation } from '../manifests/annotations';
import { append } from '../manifests/multimap';
import { foldedLines, type Layout } from './layout';

/** The services whose dependencies are listed without `--all`. */
const LISTED = 10;

/** What services depend on that nobody declared, and how to say no. */
export function inferredText(services: readonly ServiceResult[], layout: Layout): readonly string[] {
  const lines = services.flatMap((service) => {
    const found = dependencyLines(service, 'inferred');
    return found.length === 0 ? [] : [`  ${service.service}: ${found.join('; ')}`];
  });
  if (lines.length === 0) return [];
  const no = `${annotation.dependsOn}: not Kind/name, or 'not: true' in the dependsOn of nines.yaml, where that is wrong`;
  return [`Inferred dependencies:\n${[...foldedLines(lines, LISTED, layout), `  (${no})`].join('\n')}`];
}

/** Each dependency of a service with what says so: those that are needed alike together. */
export function dependencyLines({ dependencies = [], namespace }: ServiceResult, source?: 'inferred'): readonly string[] {
  const byVerb = new Map<string, string[]>();
  for (const it of dependencies) {
    if (source !== undefined && it.source !== source) continue;
    const verb = { required: 'needs', possible: 'may need', soft: 'is degraded without' }[it.need];
    const name = it.service.replace(`/${namespace}/`, '/');
    append(byVerb, verb, `${name} (${it.because?.replace(/ names Service '[^']*'$/, '') ?? 'declared'})`);
  }
  return [...byVerb].map(([verb, names]) => `${verb} ${names.join(', ')}`);
}
