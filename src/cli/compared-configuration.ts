import { servicesOf } from '../availability/workload/workloads';
import type { JudgedHazard } from '../change/result';
import { Provided } from '../cluster/provided';
import type { Acceptance, Configuration } from '../gate/configuration';
import { configurationFrom } from '../gate/configuration-file';
import { withDeclared } from '../gate/declared-services';
import { InputError } from '../manifests/input-error';
import { ObjectIndex } from '../manifests/object-index';
import { textInRevision } from '../manifests/revision';
import { configurationOf } from './check';
import type { CheckRequest } from './check-request';
import type { ComparedTopologies } from './compared-topologies';
import type { Origins } from './origin';
import type { Sides } from './sides';

/** What a comparison takes from nines.yaml. Its file is that of the working directory, for both sides. */
export class ComparedConfiguration {
  readonly topology?: string;
  readonly target?: number;
  private readonly configuration: Configuration | undefined;

  /** @throws InputError, InputErrors as `nines check` */
  constructor(asked: Pick<CheckRequest, 'config' | 'isUnconfigured'>) {
    this.configuration = configurationOf(asked);
    this.topology = this.configuration?.topology;
    this.target = this.configuration?.target;
  }

  /** The path to compare where the command line names none. @throws InputError if there are several */
  path(): string | undefined {
    const [path, ...others] = this.configuration?.paths ?? [];
    if (path === undefined || others.length === 0) return path?.replace(/(?<=.)\/+$/, '');
    const place = this.configuration?.place(['paths']);
    throw new InputError(`paths: nines diff compares one path, got ${others.length + 1}`, `write nines diff BASE HEAD, or ${path}`, place);
  }

  /** What both sides run on, with the services that are declared. @throws InputErrors on a service that the topology declares too */
  declaredOn({ base, head, isAsked }: ComparedTopologies, sides: Pick<Sides, 'base' | 'head'>): ComparedTopologies {
    // A service that is new, or gone, is one of either side.
    const either = new ObjectIndex([...sides.base.objects, ...sides.head.objects]);
    const declared = (read: ComparedTopologies['head']) => {
      const { topology = read.topology, place } = withDeclared(read, this.configuration, either);
      return { ...read, topology, place };
    };
    if (this.configuration === undefined || servicesOf(either).length === 0) return { base, head, isAsked };
    const after = declared(head);
    return { head: after, isAsked, ...(base && { base: base === head ? after : declared(base) }) };
  }

  /** What is dangerous, with the reasons that the file gives. One that the base has already was given for an earlier change. */
  accepted(hazards: readonly JudgedHazard[], origins: Pick<Origins, 'base'> | undefined, day: string): readonly JudgedHazard[] {
    const given = (this.configuration?.accept ?? []).filter(({ until }) => until === undefined || until >= day);
    if (given.length === 0) return hazards;
    const earlier = origins?.base.kind === 'revision' ? this.acceptedIn(origins.base.revision) : [];
    return hazards.map((hazard) => {
      if (hazard.isFinal || hazard.accepted !== undefined) return hazard;
      const meant = given.filter((it) => means(it, hazard));
      const fresh = meant.find((it) => !earlier.some((old) => means(old, hazard) && old.because === it.because));
      if (fresh) return { ...hazard, accepted: fresh.because };
      return meant[0] ? { ...hazard, spent: meant[0].because } : hazard;
    });
  }

  private acceptedIn(revision: string): readonly Acceptance[] {
    const file = this.configuration?.place([]).file;
    const text = file === undefined ? undefined : textInRevision(revision, file);
    return text === undefined || file === undefined ? [] : configurationFrom(text, `${revision}:${file}`).accept;
  }
}

function means({ rule, object }: Acceptance, { risk, object: { kind, namespace, name } }: JudgedHazard): boolean {
  return rule === risk && new Provided([object]).has(kind, namespace, name);
}
