import { changeRisks } from '../manifests/annotations';
import type { AcceptedDiagnostic } from '../manifests/diagnostic';
import type { ObjectIndex } from '../manifests/object-index';
import type { Hidden, Report } from '../report/report';
import { availability, errorBudget } from '../rules';
import { acceptedBy } from './acceptances';
import { type BaselineEntry, entriesOf, withoutKnown } from './baseline';
import type { Acceptance } from './configuration';
import { isShown, leftOutBy, type Selection, selectsNamespace, selectsRule } from './selection';

/** What a report passes through before it is shown. */
export interface Gate {
  readonly selection: Selection;
  readonly accept: readonly Acceptance[];

  /** Known findings. @default none */
  readonly baseline?: { readonly file: string; readonly entries: readonly BaselineEntry[] };

  /** `2026-11-22`, in UTC. */
  readonly today: string;

  /** Whether availability was judged. */
  readonly isJudged: boolean;
}

/** The report of what is asked for: the same in every format. */
export function gated(report: Report, index: ObjectIndex, gate: Gate): Report {
  const { selection, baseline, today, isJudged } = gate;
  // What is dangerous in a change is for `nines diff`.
  const isChecked = (rule: string) => selectsRule(selection, rule) && (isJudged || !isVerdict(rule)) && !isChangeRisk(rule);
  const accepted = acceptedBy(report, index, gate.accept, today, isChecked);
  const { findings: selected, hidden } = selectedFrom(accepted.findings, selection);
  const shown = selected.filter((it) => isShown(selection, it));
  const known = baseline && withoutKnown(shown, baseline.entries, index, baseline.file, (entry) => isInScope(entry, gate));
  const isAsked = (it: AcceptedDiagnostic) => leftOutBy(selection, it) === undefined && isShown(selection, it);
  return {
    ...report,
    services: report.services.filter(({ namespace }) => selectsNamespace(selection, namespace)),
    findings: known?.findings ?? shown,
    accepted: [...report.accepted, ...accepted.accepted].filter(isAsked),
    skipped: selection.only ? [] : report.skipped.filter(({ place }) => selectsNamespace(selection, place.object?.namespace ?? '')),
    hidden: { ...hidden, severity: selected.length - shown.length, baseline: known?.hidden ?? 0 },
    notices: [...(report.notices ?? []), ...accepted.notices, ...(known?.notices ?? [])],
  };
}

/** The baseline that knows everything a report finds now. Entries about which this run says nothing stay. */
export function updatedBaseline(report: Report, index: ObjectIndex, gate: Gate): readonly BaselineEntry[] {
  const { selection } = gate;
  const accepted = acceptedBy(report, index, gate.accept, gate.today, () => false);
  const findings = selectedFrom(accepted.findings, selection).findings.filter((it) => isShown(selection, it));
  const kept = (gate.baseline?.entries ?? []).filter((entry) => !isInScope(entry, gate));
  const key = ({ rule, object, at }: BaselineEntry) => [rule, object, at].join('\n');
  return [...kept, ...entriesOf(findings, index)].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

function selectedFrom(
  findings: Report['findings'],
  selection: Selection,
): Pick<Report, 'findings'> & { readonly hidden: Pick<Hidden, 'rule' | 'namespace'> } {
  const hidden = { rule: 0, namespace: 0 };
  const selected = findings.filter((it) => {
    const because = leftOutBy(selection, it);
    if (because) hidden[because]++;
    return because === undefined;
  });
  return { findings: selected, hidden };
}

/** Whether the finding of an entry would be reported now if it still occurred. */
function isInScope({ rule, object, severity }: BaselineEntry, { selection, isJudged }: Gate): boolean {
  const [, namespace = '', name] = object.split('/');
  return (
    selectsRule(selection, rule) &&
    selectsNamespace(selection, name === undefined ? '' : namespace) &&
    isShown(selection, { severity }) &&
    (isJudged || !isVerdict(rule))
  );
}

function isVerdict(rule: string): boolean {
  return rule === availability.id || rule === errorBudget.id;
}

function isChangeRisk(rule: string): boolean {
  return changeRisks.some((risk) => risk === rule);
}
