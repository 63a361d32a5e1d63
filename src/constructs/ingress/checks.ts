import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { isCidr } from '../../manifests/names';
import { requireSize, secondsOf } from '../parts/amount';
import type { EntryClass } from '../parts/entry-class';
import { requirePlatform } from '../parts/platform-facts';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';
import { requireHosts } from './hosts';
import { requireProtections } from './protection-checks';
import type { PublicIngressProps } from './public-ingress-props';
import { requireRoutes } from './routes';
import { requireTls } from './tls';

// For the NGINX controllers a limit of 0 means no limit.
const LEAST_BODY = '1Mi';

const OMITTED = { timeout: "omit it for the controller's default", connectTimeout: 'omit it for 1 second' };

/** Refuses invalid values, and features that the platform's entry class lacks. */
export function requireSound(construct: Construct, { platform, hosts = [], ...props }: PublicIngressProps): void {
  requireHosts(construct, hosts);
  requireRoutes(construct, props.routes);
  if (!requirePlatform(construct, platform)) return;
  requireSource(construct, platform.ingress);
  if (Array.isArray(props.routes)) requireProtections(construct, props.routes, platform.ingress);
  requireTimeout(construct, 'timeout', props.timeout, platform.ingress);
  requireTimeout(construct, 'connectTimeout', props.connectTimeout, platform.ingress);
  requireBodySize(construct, props, platform.ingress);
  requireTls(construct, props, platform.ingress, hosts);
}

function requireTimeout(
  construct: Construct,
  setting: 'timeout' | 'connectTimeout',
  timeout: Duration | undefined,
  { name, cannot, longestTimeout }: EntryClass,
): void {
  if (timeout === undefined) return;
  const seconds = secondsOf(timeout);
  const longest = longestTimeout?.toSeconds();
  const instead = cannot[setting];
  if (instead) {
    const message = `isn't supported by the class ${shown(name)}, got ${seconds ?? shown(timeout)} seconds`;
    refuse(construct, { setting, message, fix: instead });
  } else if (seconds === undefined || seconds < 1 || !Number.isInteger(seconds)) {
    const message = `must be a Duration of whole seconds, 1 or more, got ${seconds ?? shown(timeout)}`;
    refuse(construct, { setting, message, fix: OMITTED[setting] });
  } else if (longest !== undefined && seconds > longest) {
    const message = `must be ${longest} seconds or less, the maximum of the class ${shown(name)}, got ${seconds}`;
    refuse(construct, { setting, message, fix: 'respond earlier, and continue in the background' });
  }
}

function requireBodySize(construct: Construct, { bodySize }: Pick<PublicIngressProps, 'bodySize'>, { name, cannot }: EntryClass): void {
  if (bodySize === undefined) return;
  const setting = 'bodySize';
  if (!cannot.bodySize) requireSize(construct, setting, bodySize, LEAST_BODY);
  else refuse(construct, { setting, message: `isn't supported by the class ${shown(name)}, got ${shown(bodySize)}`, fix: cannot.bodySize });
}

/** NetworkPolicies contain the addresses. */
function requireSource(construct: Construct, { name, source }: EntryClass): void {
  if (!('addresses' in source)) return;
  const wrong = source.addresses.find((address) => !isCidr(address));
  if (wrong === undefined && source.addresses.length > 0) return;
  refuse(construct, {
    setting: 'platform.ingress',
    message: `must have the address ranges that the class ${shown(name)} connects from, got ${shown(wrong ?? source.addresses)}`,
    fix: 'write a CIDR block such as 10.0.0.0/20',
  });
}
