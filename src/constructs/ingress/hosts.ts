import type { Construct } from 'constructs';
import { isHostName } from '../../manifests/names';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';

// The first label of a host may be a wildcard.
const WILDCARD = /^\*\./;

/** Refuses hosts that aren't DNS names, and duplicates. */
export function requireHosts(construct: Construct, hosts: readonly string[]): void {
  if (!Array.isArray(hosts)) {
    refuse(construct, {
      setting: 'hosts',
      message: `must be a list of DNS names, got ${shown(hosts)}`,
      fix: "write for example ['shop.example']",
    });
    return;
  }
  for (const [index, host] of hosts.entries()) {
    const setting = `hosts[${index}]`;
    if (typeof host !== 'string' || !isHostName(host.replace(WILDCARD, '')) || isAddress(host)) {
      const fix = "write lower-case letters, digits, '-' and '.', such as shop.example";
      refuse(construct, { setting, message: `must be a DNS name, got ${shown(host)}`, fix });
    } else if (hosts.indexOf(host) < index) {
      refuse(construct, { setting, message: `must not be a duplicate, got ${shown(host)} again`, fix: 'keep one of them' });
    }
  }
}

/** The API server refuses an IP address as a host. */
function isAddress(host: string): boolean {
  return /^\d+(\.\d+){3}$/.test(host);
}
