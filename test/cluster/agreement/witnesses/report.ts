import type { Row } from './all';
import { describeWitness } from './witness';

/** How many of the tried ones were real. */
export interface Count {
  readonly realised: number;
  readonly tried: number;
}

export function counted(rows: readonly Row[]): Count {
  const tried = rows.filter(({ realised }) => realised !== undefined);
  return { realised: tried.filter(({ realised }) => realised).length, tried: tried.length };
}

/** Counts as Markdown: a line for each event, a column for each stage of the placements. */
export function replayTable(rows: readonly Row[]): string {
  const stages = ['fresh', 'afterRollouts', 'afterFailure'] as const;
  const events = [...new Set(rows.map(({ witness }) => witness.event))];
  const line = (name: string, of: readonly Row[]): string => {
    const cells = stages.map((stage) => text(counted(of.filter(({ witness }) => witness.stage === stage))));
    return `| ${[name, ...cells, text(counted(of))].join(' | ')} |`;
  };
  return [
    '| event | fresh | after rollouts | after a failure | together |',
    '| --- | --- | --- | --- | --- |',
    ...events.map((event) =>
      line(
        event,
        rows.filter(({ witness }) => witness.event === event),
      ),
    ),
    line('together', rows),
  ].join('\n');
}

/** Those that were not realised, and those that were not tried, with why. */
export function replayMisses(rows: readonly Row[]): string[] {
  return rows
    .filter(({ realised }) => !realised)
    .map(
      ({ from, witness, realised, seen }) => `${from}, ${describeWitness(witness)}: ${realised === undefined ? 'not tried, ' : ''}${seen}`,
    );
}

function text({ realised, tried }: Count): string {
  return tried === 0 ? '' : `${realised} of ${tried}`;
}
