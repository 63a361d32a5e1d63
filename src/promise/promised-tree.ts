import type { IConstruct } from 'constructs';
import { annotation } from '../manifests/annotations';
import type { Diagnostic } from '../manifests/diagnostic';
import type { Document } from '../manifests/document';
import { indexOf } from '../manifests/object-index';
import { valueAt } from '../manifests/value';
import { promiseReport } from '../proof/report';
import { problemText } from '../report/text';
import { chartsOf, clustersOf } from './clusters';
import { apiObjectsIn, documentOf } from './documents';
import { Places, type PlatformTopology } from './places';

/** One thing that keeps a tree from being synthesized, and the construct that it is about. */
interface Problem {
  readonly construct: string;
  readonly text: string;
}

/** The promises of a tree of constructs, which is validated as a whole. */
export class PromisedTree {
  private readonly root: IConstruct;
  private readonly places = new Places();
  private readonly validated = new Set<IConstruct>();

  /** Those that have yet to report what the root has looked at. */
  private readonly pending = new Set<IConstruct>();
  private last: { readonly state: string; readonly problems: readonly Problem[] } = { state: '', problems: [] };

  constructor(root: IConstruct) {
    this.root = root;
    this.validate(root);
  }

  /** Says where a scope of the tree runs. */
  add(scope: IConstruct, place: PlatformTopology): void {
    this.validate(this.places.add(scope, place));
  }

  /** Each problem is told once, by the chart that it is about, and otherwise by the root. */
  private validate(holder: IConstruct): void {
    if (this.validated.has(holder)) return;
    this.validated.add(holder);
    holder.node.addValidation({
      validate: () => {
        this.lookAgain(holder);
        return this.last.problems.filter(({ construct }) => this.holderOf(construct) === holder).map(({ text }) => text);
      },
    });
  }

  private holderOf(path: string): IConstruct {
    const around = this.places.holders.filter(({ node }) => path === node.path || path.startsWith(`${node.path}/`));
    return around.sort((a, b) => b.node.path.length - a.node.path.length)[0] ?? this.root;
  }

  /** cdk8s validates a tree from its root, so one look serves all. Whoever is validated alone looks again. */
  private lookAgain(holder: IConstruct): void {
    if (this.pending.delete(holder)) return;
    this.refresh();
    if (holder !== this.root) return;
    for (const other of this.validated) if (other !== this.root) this.pending.add(other);
  }

  /** cdk8s validates the whole tree again for each of its charts: manifests that haven't changed are not proved again. */
  private refresh(): void {
    const documents = new Map(apiObjectsIn(this.root).map((object) => [object, documentOf(object)]));
    const state = `${this.places.told} ${JSON.stringify([...documents.values()])}`;
    if (this.last.state !== state) this.last = { state, problems: this.isPromised(documents.values()) ? this.proved(documents) : [] };
  }

  private isPromised(documents: Iterable<Document>): boolean {
    const services = [...this.places.all.values()].flatMap(({ topology }) => topology.services ?? []);
    if (services.some(({ target }) => target !== undefined)) return true;
    return [...documents].some(({ value }) => valueAt(value, 'metadata', 'annotations', annotation.target) !== undefined);
  }

  private proved(documents: ReadonlyMap<ReturnType<typeof apiObjectsIn>[number], Document>): readonly Problem[] {
    const charts = chartsOf([...documents.keys()]);
    const misplaced = this.places.misplaced(charts.keys());
    if (misplaced.length > 0) return misplaced.map((it) => problemOf(it, problemText(it, [])));
    return clustersOf(charts, this.places).flatMap(({ topology, objects }) => {
      const { findings, services } = promiseReport(indexOf(objects.flatMap((object) => documents.get(object) ?? [])), topology);
      return findings.map((it) => problemOf(it, problemText(it, services)));
    });
  }
}

/** cdk8s writes a problem behind two spaces. */
function problemOf({ place }: Diagnostic, text: string): Problem {
  return { construct: place.construct ?? '', text: text.replaceAll('\n', '\n  ') };
}
