import { isAbsolute, posix, relative } from 'node:path';
import type { Diagnostic, Severity } from '../manifests/diagnostic';
import { fingerprintOf, summaryOf } from './summary';

/** The severities as GitLab's, which are blocker, critical, major, minor and info. */
const levels: Readonly<Record<Severity, 'critical' | 'major' | 'info'>> = { error: 'critical', warning: 'major', hint: 'info' };

/** One problem of a Code Quality report. */
interface Problem {
  readonly description: string;
  readonly check_name: string;

  /** The same in every run for the same problem, and different for each problem of a report: GitLab shows one of those that share it. */
  readonly fingerprint: string;
  readonly severity: (typeof levels)[Severity];
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/**
 * The findings as a Code Quality report, which GitLab shows beside a merge request and its lines
 * (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).
 *
 * Accepted findings are left out, because such a report has no place for a reason.
 */
export function gitlab({ findings }: { readonly findings: readonly Diagnostic[] }): readonly Problem[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const path = pathOf(finding.place.file);
    const base = fingerprintOf(finding, path);
    const before = seen.get(base) ?? 0;
    seen.set(base, before + 1);
    return {
      description: summaryOf(finding),
      check_name: finding.rule,
      fingerprint: before === 0 ? base : fingerprintOf(finding, path, String(before)),
      severity: levels[finding.severity],
      location: { path, lines: { begin: finding.place.line ?? 1 } },
    };
  });
}

/** GitLab compares paths with those of the repository, which have neither `./` nor a root. */
function pathOf(file = '.'): string {
  return posix.normalize((isAbsolute(file) ? relative(process.cwd(), file) : file).replaceAll('\\', '/'));
}
