import type { Topology } from '../availability';
import type { Diagnostic } from '../manifests/diagnostic';
import type { ObjectIndex } from '../manifests/object-index';
import { type ProofOptions, proofReport, reviewOf } from '../proof/report';
import type { Report } from '../report/report';
import { advice, type Review } from '../rules';
import type { Destination } from './destination';
import type { ManifestFile } from './manifest-file';
import { remembered } from './remembered';

/** What the rules and the proof say of an environment's manifests. */
export interface Judgement {
  /** Without its findings. */
  readonly review: Omit<Review, 'findings'>;

  /** The findings that are problems. */
  readonly problems: readonly Diagnostic[];

  /** The findings that are told, and no problems. */
  readonly advice: readonly Diagnostic[];

  /** Undefined if there are problems, in the constructs too. */
  readonly proof?: Report;
}

/** Manifests as they are written, and as the rules and the proof see them. */
interface Manifests {
  readonly files: readonly ManifestFile[];
  readonly index: ObjectIndex;
}

interface Options extends Pick<ProofOptions, 'rules'> {
  /** Whether the constructs report no problem: what has one isn't proved. */
  readonly isSound: boolean;
}

/** Judges the manifests of an environment. An edit of another one leaves that as it was; what rules of your own depend on isn't known. */
export function judgementOf(
  { name, platform: { topology }, provided }: Destination,
  { files, index }: Manifests,
  { rules = [], isSound }: Options,
): Judgement {
  const judge = () => judged(index, topology, { provided, rules }, isSound);
  return rules.length > 0 ? judge() : remembered([name, files, topology, provided, isSound], judge);
}

function judged(index: ObjectIndex, topology: Topology, options: ProofOptions, isSound: boolean): Judgement {
  const { findings, ...review } = reviewOf(index, topology, options);
  const isAdvice = ({ rule }: Diagnostic) => advice.has(rule);
  const problems = findings.filter((it) => !isAdvice(it));
  const told = { review, problems, advice: findings.filter(isAdvice) };
  return isSound && problems.length === 0 ? { ...told, proof: proofReport(index, topology, options) } : told;
}
