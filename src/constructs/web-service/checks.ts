import type { Construct } from 'constructs';
import { requireAvailability } from '../parts/availability';
import { requireName } from '../parts/component-name';
import { requireImage } from '../parts/image';
import { refuse } from '../parts/refuse';
import { requireServiceAccount } from '../parts/service-account';
import type { ServicePort } from '../parts/service-port';
import { shown } from '../parts/shown';
import { requireConfig } from './config';
import { requireEnv } from './env';
import { requireMetrics } from './metrics';
import { requirePorts } from './ports';
import type { WebServiceOptions } from './props';
import { requireShutdown } from './shutdown';
import { requireTraces } from './traces';
import { requireVolumes } from './volumes';

// The volume of the configuration is called `etc-<name>`.
const LONGEST_NAME = 59;
// The largest user ID that Kubernetes accepts.
const LARGEST_UID = 2 ** 31 - 1;
// RFC 3986 allows no spaces, control characters or letters beyond ASCII in a path.
const HTTP_PATH = /^\/[\x21-\x7e]*$/;

/** Refuses invalid values of all props except those for replicas and resources. */
export function requireSound(construct: Construct, props: WebServiceOptions): void {
  requireName(construct, props.name, LONGEST_NAME);
  requireImage(construct, props);
  requirePorts(construct, props.ports);
  requireHealth(construct, props);
  requireMetrics(construct, props);
  requireTraces(construct, props);
  requireArgs(construct, props.args);
  requireConfig(construct, props.config);
  requireEnv(construct, props);
  requireVolumes(construct, props);
  requireServiceAccount(construct, props);
  requireUid(construct, props.uid);
  requireShutdown(construct, props);
  requireAvailability(construct, props.availability);
  requireDependencies(construct, props.dependsOn);
}

function requireHealth(construct: Construct, { health, ports }: WebServiceOptions): void {
  if (health === undefined) return;
  if (typeof health !== 'string' || !HTTP_PATH.test(health)) {
    const message = `must be a path that begins with '/' and has no spaces, got ${shown(health)}`;
    refuse(construct, { setting: 'health', message, fix: 'write a path such as /healthz' });
  } else if (Object.keys(ports ?? {}).length === 0) {
    refuse(construct, {
      setting: 'health',
      message: `requires a port, got ${shown(health)} without one`,
      fix: 'add a port to ports, or omit health',
    });
  }
}

function requireArgs(construct: Construct, args: readonly string[] | undefined): void {
  if (args === undefined || (Array.isArray(args) && args.every((arg) => typeof arg === 'string'))) return;
  refuse(construct, {
    setting: 'args',
    message: `must be a list of strings, got ${shown(args)}`,
    fix: "write a list such as ['--port', '8080']",
  });
}

function requireUid(construct: Construct, uid: number | undefined): void {
  if (uid === undefined || (Number.isInteger(uid) && uid >= 1 && uid <= LARGEST_UID)) return;
  const message = `must be a whole number from 1 to ${LARGEST_UID}, got ${shown(uid)}`;
  refuse(construct, { setting: 'uid', message, fix: "write the ID of a user of the image other than root's, which is 0" });
}

function requireDependencies(construct: Construct, ports: readonly ServicePort[] | undefined): void {
  if (ports === undefined) return;
  const list: readonly (ServicePort | undefined)[] = Array.isArray(ports) ? ports : [];
  const wrong = list.findIndex((port) => typeof port?.workload !== 'string');
  if (list === ports && wrong < 0) return;
  const setting = wrong < 0 ? 'dependsOn' : `dependsOn[${wrong}]`;
  const message = `must be ${wrong < 0 ? 'a list of ports' : 'a port of a construct'}, got ${shown(wrong < 0 ? ports : list[wrong])}`;
  refuse(construct, { setting, message, fix: 'pass a list such as [elasticsearch.http]' });
}
