import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { isDnsLabel } from '../../manifests/names';
import { refuse } from './refuse';
import { shown } from './shown';

const setting = 'name';

/** Which component of each chart has which name. */
const named = new WeakMap<Chart, Map<string, Construct>>();

/**
 * Refuses what can't be the name of a component, and a name that another component of the chart has: their Services would be one object, and
 * each would select the other's pods.
 *
 * @param longest how many characters leave room for what the names of its objects append
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
