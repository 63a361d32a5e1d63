import { sep } from 'node:path';
import type { ServiceResult } from '../availability';
import type { Diagnostic } from '../manifests/diagnostic';
import type { Report } from './report';

/** The name of what concerns all environments. */
export const SHARED = 'all environments';

/** The part of a report that concerns one environment, or all of them. */
export interface ReportPart {
  /** `overlays/staging`, or `all environments`. */
  readonly name: string;
  readonly services: readonly ServiceResult[];
  readonly findings: readonly Diagnostic[];
}

/** A report by environment; what is found in shared files comes last. Undefined if there is one application. */
export function partsOf({
  environments,
  services,
  findings,
}: Pick<Report, 'environments' | 'services' | 'findings'>): readonly ReportPart[] | undefined {
  if (environments === undefined) return undefined;
  const own = environments.map((name) => ({
    name,
    services: services.filter(({ environment }) => environment === name),
    findings: findings.filter(({ place }) => isIn(place.file, name)),
  }));
  const told = new Set(own.flatMap((part) => part.findings));
  const shared = findings.filter((finding) => !told.has(finding));
  return [...own, ...(shared.length > 0 ? [{ name: SHARED, services, findings: shared }] : [])];
}

/** Whether a file is in the folder of an environment. */
export function isIn(file: string | undefined, environment: string): boolean {
  return file?.startsWith(`${environment}${sep}`) ?? false;
}
