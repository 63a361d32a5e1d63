import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { isDnsLabel } from '../../manifests/names';
import { refuse } from './refuse';
import { shown } from './shown';

const setting = 'name';

/** The components of each chart by name. */
const named = new WeakMap<Chart, Map<string, Construct>>();

/**
 * Refuses an invalid name of a component, and one that another component of the chart has: both would create the same Service and select each
 * other's pods.
 *
 * @param longest the most characters that the name may have, so that the names derived from it stay valid
 */
export function requireName(construct: Construct, name: string, longest: number): void {
  // A Service's name begins with a letter.
  if (!isDnsLabel(name) || !/^[a-z]/.test(name) || name.length > longest) {
    const message = `must be a DNS label that begins with a letter, of ${longest} characters or fewer, got ${shown(name)}`;
    refuse(construct, { setting, message, fix: "write lower-case letters, digits and '-', such as backend" });
    return;
  }
  const names = named.get(Chart.of(construct)) ?? new Map<string, Construct>();
  named.set(Chart.of(construct), names);
  const other = names.get(name);
  if (other === undefined) names.set(name, construct);
  else {
    const message = `must be unique in its chart, got ${shown(name)}, which is the name of ${shown(other.node.path)}`;
    refuse(construct, { setting, message, fix: 'write another name' });
  }
}
