import type { Bounds } from '../../../../src/availability';
import type { Measured, Outcome } from './measured';

/** Whether the model's figure lies in the measured interval: where it is a range, some of it. */
export function isInside({ seen, model }: Measured): boolean {
  return model.lower <= seen.high && model.upper >= seen.low;
}

/**
 * Where the worst case that the model prints lies: above the measured share, or at least not below its interval. A design with one placement only has no worse one:
 * there the worst case is the figure itself, and chance decides on which side of it a measurement falls.
 */
export function bound({ seen, worst }: Measured): 'above' | 'inside' | 'below' {
  if (worst.upper >= seen.mean) return 'above';
  return worst.upper >= seen.low ? 'inside' : 'below';
}

/** The designs' names, the most available first. */
export function ranking(measured: readonly Measured[], by: (of: Measured) => number): string[] {
  return [...measured].sort((a, b) => by(a) - by(b)).map(({ design }) => design.name);
}

/** The middle of the model's figure, which is a point for most placements. */
export function middle({ model }: Measured): number {
  return (model.lower + model.upper) / 2;
}

/** As Markdown. */
export function measuredTable({ measured }: Outcome): string {
  const lines = measured.map((row) => {
    const { design, seen, dips, placements, model, worst } = row;
    const where = [...placements].sort(([, a], [, b]) => b - a).map(([vector, share]) => `${vector} ${percent(share, 0)}`);
    const cells = [
      design.name,
      where.join(', '),
      dips,
      percent(seen.mean),
      `${percent(seen.low)} to ${percent(seen.high)}`,
      range(model),
      isInside(row) ? 'yes' : '**no**',
      percent(worst.upper),
      bound(row),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head = ['design', 'stood', 'dips', 'measured', '95 % interval', 'model', 'inside', 'worst case', 'which is'];
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...lines].join('\n');
}

/** What the table rests on, in a line. */
export function measuredPremises({ kubernetes, outages, releases, accidents, pace }: Outcome): string {
  const nodes = outages.filter(({ thing }) => thing.nodes.length === 1).length;
  const times = `podStart ${pace.podStart.toFixed(2)} s, repair of a node ${pace.node.down.toFixed(2)} s and of a zone ${pace.zone.down.toFixed(2)} s`;
  return `Kubernetes ${kubernetes}: ${nodes} outages of nodes and ${outages.length - nodes} of zones, ${releases} releases, ${accidents} nodes lost by accident; ${times}`;
}

function range({ lower, upper }: Bounds): string {
  return lower === upper || percent(lower) === percent(upper) ? percent(upper) : `${percent(lower)} to ${percent(upper)}`;
}

function percent(share: number, digits = 2): string {
  return `${(share * 100).toFixed(digits)} %`;
}
