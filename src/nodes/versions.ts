import { InputError } from '../manifests/input-error';
import { show } from '../manifests/words';
import { kubernetesVersions } from '../schema';
import type { Given } from './given';

/** The version that a topology states, and what there is to say about it. */
export interface Version {
  /** Such as `1.36`. */
  readonly kubernetes: string;
  readonly notes: readonly string[];
}

/**
 * Kubelets may be so many minor versions older than their API server, and none newer.
 *
 * Source: kubernetes.io/releases/version-skew-policy
 */
const MOST_SKEW = 3;

/**
 * The API server's version if it is known, since it decides about fields, defaults and the scheduler's features; else the lowest of the kubelets.
 *
 * @param kubelets their versions, such as `v1.36.3`
 * @param outputs of `kubectl version -o json`
 * @throws InputError if nobody says a version
 */
export function versionOf(kubelets: readonly string[], outputs: readonly Given[]): Version {
  const minors = [...new Set(kubelets.flatMap((version) => minorOf(version) ?? []))].sort((one, other) => one - other);
  const server = serverMinor(outputs);
  const [lowest, highest] = [minors[0], minors.at(-1)];
  const minor = server ?? lowest;
  if (minor === undefined || Number.isNaN(minor))
    throw new InputError('no node says the version of its kubelet', 'add the output of kubectl version -o json');
  const notes = server === undefined ? kubeletNotes(lowest as number, highest as number) : serverNotes(server, lowest, highest);
  return { kubernetes: `1.${minor}`, notes: [...notes, ...unknownVersion(`1.${minor}`)] };
}

function minorOf(version: string): number | undefined {
  const minor = /^v?1\.(\d+)/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

function serverMinor(outputs: readonly Given[]): number | undefined {
  const [version] = outputs.filter(({ content }) => content.at('serverVersion').isThere);
  if (version === undefined) return undefined;
  const given = version.content.at('serverVersion', 'gitVersion').value;
  const minor = minorOf(String(given));
  if (minor !== undefined) return minor;
  throw new InputError(
    `serverVersion.gitVersion: ${show(given)} is not a version of Kubernetes`,
    'print it again: kubectl version -o json',
    version.place(['serverVersion', 'gitVersion']),
  );
}

function kubeletNotes(lowest: number, highest: number): readonly string[] {
  const more = 'The API server may be newer: kubectl version -o json says its version.';
  if (lowest === highest) return [`The version of the kubelets. ${more}`];
  return [
    `The lowest version of the kubelets. The highest is 1.${highest}, so an upgrade is under way or was left off, and the API server has at least that. kubectl version -o json says its version.`,
    ...skewNote(highest, lowest),
  ];
}

function serverNotes(server: number, lowest = server, highest = server): readonly string[] {
  const kubelets = lowest === highest ? `1.${lowest}` : `1.${lowest} to 1.${highest}`;
  const newer = highest > server ? [`A kubelet of 1.${highest} is newer than the API server, which Kubernetes doesn't support.`] : [];
  return [`The version of the API server. Kubelets: ${kubelets}.`, ...newer, ...skewNote(server, lowest)];
}

function skewNote(newest: number, lowest: number): readonly string[] {
  if (newest - lowest <= MOST_SKEW) return [];
  return [
    `Kubernetes supports kubelets that are up to ${MOST_SKEW} minor versions older than the API server: 1.${lowest} is older than that.`,
  ];
}

function unknownVersion(kubernetes: string): readonly string[] {
  if (kubernetesVersions.includes(kubernetes)) return [];
  const known = kubernetesVersions.join(' and ');
  return [`Nines knows the fields of ${known}: manifests for ${kubernetes} are compared with those of ${kubernetesVersions[0]}.`];
}
