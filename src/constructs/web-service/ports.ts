import type { Construct } from 'constructs';
import type { Identity } from '../parts/labels';
import { entriesOf } from '../parts/record';
import { refuse } from '../parts/refuse';
import type { ServicePort } from '../parts/service-port';
import { shown } from '../parts/shown';

/** Refuses invalid names and numbers of ports, and duplicate numbers. */
export function requirePorts(construct: Construct, ports: Readonly<Record<string, number>>): void {
  const names = new Map<number, string>();
  for (const [name, number] of entriesOf(construct, 'ports', ports ?? null, '{ http: 8080 }')) {
    const setting = isPortName(name) ? `ports.${name}` : 'ports';
    if (!isPortName(name)) {
      const message = `must have names of at most 15 lower-case letters, digits and '-', with at least one letter, got ${shown(name)}`;
      refuse(construct, { setting, message, fix: 'write for example http' });
    }
    if (!Number.isInteger(number) || number < 1 || number > 65535) {
      const message = `must be a whole number from 1 to 65535, got ${shown(number)}`;
      refuse(construct, { setting, message, fix: 'write the port that the program listens on' });
    }
    const same = names.get(number);
    if (same !== undefined)
      refuse(construct, { setting, message: `must differ from port ${shown(same)}, got ${number} for both`, fix: 'use unique numbers' });
    names.set(number, name);
  }
}

/** RFC 6335, which the API server requires of a container's port. */
function isPortName(name: string): boolean {
  return name.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name);
}

/** The Service's ports as its clients see them. */
export function exposedPorts<Port extends string>(
  { name: service, selector }: Identity,
  ports: Readonly<Record<Port, number>>,
): Record<Port, ServicePort> {
  const entries = Object.entries<number>(ports ?? {}).map(([name, number]) => [
    name,
    { service, name, number, selector, workload: `Deployment/${service}` } satisfies ServicePort,
  ]);
  return Object.fromEntries(entries);
}
