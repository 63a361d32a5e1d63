import { MOST_NODES } from '../cluster/limits';
import { diagnosticOf, type Refusal, RefusedError, refusalText } from '../constructs/parts/refuse';
import { shown } from '../constructs/parts/shown';
import { isLabelValue } from '../manifests/names';
import { kubernetesVersions } from '../schema';

/** @throws RefusedError with all refusals, if there are any */
export function refuseAll(platform: string, refusals: readonly Refusal[]): void {
  if (refusals.length === 0) return;
  throw new RefusedError(
    refusals.map((refusal) => `platform '${platform}': ${refusalText(refusal)}`).join('\n'),
    refusals.map((refusal) => diagnosticOf(refusal)),
  );
}

/** Refuses all invalid props of a preset at once. */
export function refuseProps<Props>(platform: string, props: Props, needs: string, refusalsOf: (props: Props) => readonly Refusal[]): void {
  const isGiven = typeof props === 'object' && props !== null;
  refuseAll(platform, isGiven ? refusalsOf(props) : [{ message: `must have ${needs}, got ${shown(props)}`, fix: 'write all of them' }]);
}

/** The version must be known, because manifests are compared with its schema. */
export function kubernetesRefusals(setting: string, version: string): Refusal[] {
  if (kubernetesVersions.includes(version)) return [];
  const known = kubernetesVersions.join(' or ');
  return [
    {
      setting,
      message: `must be ${known}, got ${shown(version)}`,
      fix: 'upgrade the cluster, or use a release of nines that supports its version',
    },
  ];
}

/** Refuses an invalid number of nodes. @param least 0 for a pool that an autoscaler grows */
export function countRefusals(setting: string, count: number, least = 1): Refusal[] {
  if (Number.isInteger(count) && count >= least && count <= MOST_NODES) return [];
  const message = `must be a whole number from ${least} to ${MOST_NODES}, got ${shown(count)}`;
  return [{ setting, message, fix: 'write the number of nodes' }];
}

/** Refuses invalid names of zones, which are values of the zone label. */
export function zoneRefusals(setting: string, names: readonly string[]): Refusal[] {
  const labels = (Array.isArray(names) ? names : []).flatMap((name, index): Refusal[] => {
    if (isLabelValue(name)) return [];
    const message = `must be the value of a zone label, of 1 to 63 letters, digits, '-', '_' and '.', got ${shown(name)}`;
    return [{ setting: `${setting}[${index}]`, message, fix: 'write a zone such as eu-west-1a' }];
  });
  return [...labels, ...listRefusals(setting, names)];
}

/** Refuses a missing list of zones, and duplicates in it. */
export function listRefusals(setting: string, names: readonly string[]): Refusal[] {
  if (!Array.isArray(names) || names.length === 0) {
    return [{ setting, message: `must be a list of at least one zone, got ${shown(names)}`, fix: 'name at least one' }];
  }
  return names.flatMap((name, index): Refusal[] => {
    if (names.indexOf(name) === index) return [];
    return [{ setting: `${setting}[${index}]`, message: `must be unique, got ${shown(name)} twice`, fix: 'name each zone once' }];
  });
}

/** Refuses an invalid region, whose name is also that of its only zone. */
export function regionRefusals(setting: string, region: string): Refusal[] {
  return isLabelValue(region)
    ? []
    : [{ setting, message: `must be the name of a region, got ${shown(region)}`, fix: 'write a region such as fra1' }];
}
