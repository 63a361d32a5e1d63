import { changeBetween } from '../change/change';
import { deploys, isDelivery } from '../change/delivery/recipient';
import { joined, type SeparatedDelivery, separated } from '../change/delivery/separation';
import type { Diagnostic } from '../manifests/diagnostic';
import { indexOf, ObjectIndex } from '../manifests/object-index';
import { controllers } from '../manifests/read';
import { parseYaml } from '../manifests/yaml';
import type { NamedChange } from '../report/change/rendered';
import { type Base, baseOf, type Fresh, writtenFiles } from './committed';
import { type DeliveredEnvironment, deliveredOf } from './delivered';
import { type DeliveryFolders, deliveryFolders } from './delivery';
import type { Destination } from './destination';
import type { Folder } from './dist';
import { changeProblems, type NamedCluster } from './guard';
import type { Synthesis, SynthesisOptions } from './synthesis';

/** All environments: those that aren't synthesized as they are in the folder of the output. @param output the folder that holds the environments' folders */
export function allDelivered<D extends Destination>(
  output: string,
  environments: readonly D[],
  syntheses: readonly Synthesis[],
): readonly DeliveredEnvironment[] {
  return environments.map((environment) => {
    const synthesis = syntheses.find((it) => it.environment === environment && it.files.length > 0);
    return synthesis ? deliveredOf(synthesis) : { environment, files: writtenFiles(output, environment.name) };
  });
}

/** What Argo CD and Flux read of all environments. */
export function deliveredFrom(all: readonly DeliveredEnvironment[], { delivery }: SynthesisOptions): DeliveryFolders {
  return delivery === undefined ? { folders: [], problems: [] } : deliveryFolders(delivery, all);
}

/** What Argo CD and Flux read, since the base: what deploys each environment belongs to it. */
export class DeliveryChange {
  private readonly output: string;
  private readonly asked: string | undefined;
  private readonly separated: readonly ({ readonly name: string } & SeparatedDelivery)[];

  /**
   * @param output the folder that holds the environments' folders
   * @param folders those of Argo CD and Flux that a synth writes
   * @param environments all of them, those included that are gone
   * @param asked what to compare with, as the user named it
   */
  constructor(output: string, folders: readonly Folder[], environments: readonly string[], asked: string | undefined) {
    this.output = output;
    this.asked = asked;
    this.separated = controllers.map((name) => {
      const fresh = freshOf(folders, name);
      const sides = { base: withoutStages(baseOf(output, name, asked, fresh).index), head: withoutStages(fresh.index) };
      return { name, ...separated(sides, environments) };
    });
  }

  /** The manifests of an environment in the base, with what deploys it. */
  base(environment: string, fresh?: Fresh): Base {
    const base = baseOf(this.output, environment, this.asked, fresh);
    return { ...base, index: this.before(environment, base.index) };
  }

  /** The index of an environment of the base with what deploys it. */
  before(environment: string, index: ObjectIndex): ObjectIndex {
    return joined(
      index,
      this.separated.flatMap(({ of }) => of(environment).base),
    );
  }

  /** The same of its synthesis. */
  after(environment: string, index: ObjectIndex): ObjectIndex {
    return joined(
      index,
      this.separated.flatMap(({ of }) => of(environment).head),
    );
  }

  /** What is for several environments, where it differs. */
  shared(): readonly NamedChange[] {
    const all = this.separated.map(({ name, shared: { base, head } }) => ({ name, ...changeBetween(base, head) }));
    return all.filter(({ objects }) => objects.length > 0);
  }

  /** The dangers for environments that aren't synthesized: what Argo CD and Flux read of them is written all the same. */
  problemsOf(environments: readonly NamedCluster[]): Diagnostic[] {
    return environments.flatMap((environment) => {
      const { name } = environment;
      const written = indexOf(writtenFiles(this.output, name).flatMap(({ manifests }) => manifests.map((value) => ({ value }))));
      const found = changeProblems(environment, this.base(name), this.after(name, written));
      return found.filter(({ place }) => place.object !== undefined && deploys(place.object.kind));
    });
  }
}

function freshOf(folders: readonly Folder[], name: string): Fresh {
  const files = folders.filter((folder) => folder.name === name).flatMap((folder) => folder.files);
  return { files, index: indexOf(files.flatMap((file) => parseYaml(file.text, file.name))) };
}

/** Without the lists of files that Flux reads for each stage: they are no objects. */
function withoutStages({ objects }: ObjectIndex): ObjectIndex {
  return new ObjectIndex(objects.filter(isDelivery));
}
