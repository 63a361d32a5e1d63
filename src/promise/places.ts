import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Topology } from '../cluster/topology';
import { type Diagnostic, invalidValue } from '../manifests/diagnostic';

/** The part of a `Platform` that the proof reads. */
export interface PlatformTopology {
  readonly name: string;
  readonly topology: Topology;
}

/** The platforms that the scopes of a tree declare. */
export class Places {
  private readonly byHolder = new Map<IConstruct, Map<string, PlatformTopology>>();

  /** The charts that declare a platform, and the scopes around charts that do. */
  get holders(): readonly IConstruct[] {
    return [...this.byHolder.keys()];
  }

  /** All declarations, to detect contradictions. */
  get told(): string {
    return JSON.stringify([...this.byHolder].map(([{ node }, places]) => [node.path, ...places.keys()]));
  }

  /** The distinct platforms; equal ones count once. */
  get all(): ReadonlyMap<string, PlatformTopology> {
    return new Map([...this.byHolder.values()].flatMap((places) => [...places]));
  }

  /** @returns the chart that contains the scope, or the scope itself if it contains charts */
  add(scope: IConstruct, place: PlatformTopology): IConstruct {
    const holder = [...scope.node.scopes].reverse().find(Chart.isChart) ?? scope;
    const places = this.byHolder.get(holder) ?? new Map<string, PlatformTopology>();
    this.byHolder.set(holder, places.set(JSON.stringify([place.name, place.topology]), place));
    return holder;
  }

  /** The platform that a chart runs on: its own, else that of the enclosing scope, else the only one in the tree. */
  keyFor(chart: IConstruct): string | undefined {
    const holder = [...chart.node.scopes].reverse().find((scope) => this.byHolder.has(scope));
    const keys = [...((holder && this.byHolder.get(holder)) ?? this.all).keys()];
    return keys.length === 1 ? keys[0] : undefined;
  }

  /** Each chart that declares two platforms, or none when there are several. */
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
