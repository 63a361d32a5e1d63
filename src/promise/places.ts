import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Topology } from '../cluster/topology';
import { type Diagnostic, invalidValue } from '../manifests/diagnostic';

/** A platform as the proof sees it: every `Platform` is one. */
export interface PlatformTopology {
  readonly name: string;
  readonly topology: Topology;
}

/** Where the parts of a tree run, as its constructs say it. */
export class Places {
  private readonly byHolder = new Map<IConstruct, Map<string, PlatformTopology>>();

  /** The charts that name a platform, and the scopes around charts that do. */
  get holders(): readonly IConstruct[] {
    return [...this.byHolder.keys()];
  }

  /** Everything that was said, so that two answers can be compared. */
  get told(): string {
    return JSON.stringify([...this.byHolder].map(([{ node }, places]) => [node.path, ...places.keys()]));
  }

  /** Every platform once; equal ones are the same. */
  get all(): ReadonlyMap<string, PlatformTopology> {
    return new Map([...this.byHolder.values()].flatMap((places) => [...places]));
  }

  /** @returns the chart that the scope is in, or the scope itself where it is around charts */
  add(scope: IConstruct, place: PlatformTopology): IConstruct {
    const holder = [...scope.node.scopes].reverse().find(Chart.isChart) ?? scope;
    const places = this.byHolder.get(holder) ?? new Map<string, PlatformTopology>();
    this.byHolder.set(holder, places.set(JSON.stringify([place.name, place.topology]), place));
    return holder;
  }

  /** Says which platform a chart runs on: its own, else that of the scope around it, else the only one that there is. */
  keyFor(chart: IConstruct): string | undefined {
    const holder = [...chart.node.scopes].reverse().find((scope) => this.byHolder.has(scope));
    const keys = [...((holder && this.byHolder.get(holder)) ?? this.all).keys()];
    return keys.length === 1 ? keys[0] : undefined;
  }

  /** Each chart that runs on two platforms, or on nobody knows which. */
  misplaced(charts: Iterable<IConstruct>): readonly Diagnostic[] {
    const torn = [...this.byHolder].filter(([, places]) => places.size > 1).map(([scope, places]) => refusal(scope, onSeveral(places)));
    if (torn.length > 0) return torn;
    const lost = [...charts].filter((chart) => this.keyFor(chart) === undefined);
    return lost.map((chart) => refusal(chart, ofUnknown(this.all)));
  }
}

type ByKey = ReadonlyMap<string, PlatformTopology>;

function onSeveral(places: ByKey) {
  return { message: `its constructs run on different platforms: ${namesOf(places)}`, fix: 'use one platform for the whole chart' };
}

function ofUnknown(places: ByKey) {
  const message = `it names no platform, and the charts beside it run on different ones: ${namesOf(places)}`;
  return { message, fix: 'say where it runs: runsOn(chart, platform)' };
}

function namesOf(places: ByKey): string {
  return [...places.values()].map(({ name }) => name).join(', ');
}

function refusal({ node }: IConstruct, mistake: Pick<Diagnostic, 'message' | 'fix'>): Diagnostic {
  return { severity: 'error', rule: invalidValue, place: { construct: node.path }, ...mistake };
}
