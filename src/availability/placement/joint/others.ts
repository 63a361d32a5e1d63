import type { Others } from './certificate';
import type { Claim, Phase } from './claim';
import type { Crowd } from './crowd';
import type { Load } from './pressure';

interface Standing {
  readonly claim: Claim;
  readonly phase: Phase;
}

/** What a crowd is, seen from one workload in it. */
interface View {
  /** The priority from which on others don't yield to it. */
  readonly least: number;
  /** The workload itself and its rivals: they are counted apart. */
  readonly without: readonly Standing[];
  readonly rivals: Others['rivals'];
  /** Others that have changed since the crowd was made. */
  readonly changed: readonly { readonly before: Standing; readonly after: Standing }[];
}

/** All others, as a certificate asks for them. */
export function othersIn(crowd: Crowd, { least, without, rivals, changed }: View): Others {
  const counts = ({ claim }: Standing) => claim.workload.priority.most >= least;
  const leaving = [...without, ...changed.map(({ before }) => before)].filter(counts);
  const coming = changed.map(({ after }) => after).filter(counts);
  return {
    rivals,
    atMost: (resource, own, needed) => crowd.atMostFilled(resource, own, coming, needed),
    filled: (region, resource, own, needed, nodes) => {
      const load = ({ claim, phase }: Standing): Load => crowd.load(claim, phase, region, resource);
      const adjusted = [own, ...leaving.map((it) => ({ ...load(it), count: -1 })), ...coming.map(load)];
      return crowd.filled(region, resource, least, adjusted, needed, nodes);
    },
  };
}
