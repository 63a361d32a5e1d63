import { brokenPromises, judge, type ServiceResult } from '../availability';
import type { Topology } from '../cluster/topology';
import { indexOf } from '../manifests/object-index';
import { failureText } from '../report/text';
import { type Document, type Finding, placed } from '../rules';
import type { Manifest } from './manifest';

/** What is proved of an environment, and each promise that isn't. */
export interface Proof {
  /** Every service with its figures. */
  readonly services: readonly ServiceResult[];

  /** What the model sees to be wrong beside the promises. */
  readonly findings: readonly Finding[];

  /** For each service that promises an availability which isn't proved: its construct's path, the witness, and the cheapest change. */
  readonly problems: readonly string[];
}

/**
 * Judges the manifests as anybody's: by what is written in them, on the platform's topology.
 *
 * @throws DeclarationError where an annotation can't be read
 */
export function proofOf(documents: readonly Document[], topology: Topology): Proof {
  const index = indexOf(documents);
  // To look for the cheapest change takes a while: only who breaks a promise waits for it.
  const first = judge(index, topology, { withoutAdvice: true });
  const findings = placed(first.findings, documents);
  if (brokenPromises(first).length === 0) return { services: first.services, findings, problems: [] };
  const advised = judge(index, topology);
  return {
    services: advised.services,
    findings,
    problems: brokenPromises(advised).map((service) => failureText({ ...service, path: pathOf(service, documents) })),
  };
}

function pathOf({ kind, namespace, service }: ServiceResult, documents: readonly Document[]): string | undefined {
  const found = documents.find(({ value }) => {
    const manifest = value as Manifest;
    return manifest.kind === kind && manifest.metadata.namespace === namespace && manifest.metadata.name === service;
  });
  return found && `'${found.path}'`;
}
