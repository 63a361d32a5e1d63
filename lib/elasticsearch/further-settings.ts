import type { Construct } from 'constructs';
import { refuse } from '../refuse';
import type { Plan } from './plan';
import { podSettings, settings } from './settings';

// Decided at run time, or never to be said.
const RESERVED = ['cluster.initial_master_nodes', 'discovery.type', 'discovery.seed_hosts', 'path.data', 'path.logs'];

/** @throws on a setting that can't be handed over, and on one that is the construct's own */
export function requireFurtherSettings(construct: Construct, plan: Plan): void {
  const own = new Set([...Object.keys(settings(plan)), ...Object.keys(podSettings(plan)), ...RESERVED]);
  for (const name of Object.keys(plan.props.settings ?? {})) {
    // The image makes a setting of a variable's name by lower case, and a shell hands on no other signs.
    if (!/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(name)) {
      refuse(
        construct,
        `setting '${name}' can't be handed over; write lower-case words of letters, digits and '_' between dots, such as s3.client.default.endpoint`,
      );
    }
    if (own.has(name))
      refuse(construct, `setting '${name}' is the construct's own; leave it out of settings, and use the prop that there is for it`);
  }
  const { secureSettings } = plan.props;
  if (secureSettings?.settings.length === 0) {
    refuse(construct, `secureSettings names no settings of the Secret '${secureSettings.secret}'; name them, or leave it out`);
  }
  for (const name of secureSettings?.settings ?? []) {
    if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/.test(name)) {
      refuse(
        construct,
        `secure setting '${name}' is no setting's name; write words of letters, digits, '_' and '-' between dots, such as s3.client.default.access_key`,
      );
    }
  }
}
