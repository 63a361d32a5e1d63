import { servicesOf } from '../availability/workload/workloads';
import type { ObjectIndex } from '../manifests/object-index';
import type { Streams } from './streams';

/** From so many objects on, and so many services, people wait long enough to wonder. */
const MANY = { objects: 500, services: 20 };

/** Shows that the rules look at many objects. */
export function showChecking({ objects }: Pick<ObjectIndex, 'objects'>, { progress }: Pick<Streams, 'progress'>): void {
  if (objects.length >= MANY.objects) progress?.(`Checking ${objects.length} objects...`);
}

/** Shows that many services are being proved. @param name that of their environment, if there are several */
export function showProving(index: ObjectIndex, name: string | undefined, { progress }: Pick<Streams, 'progress'>): void {
  const services = servicesOf(index).length;
  if (services >= MANY.services) progress?.(`${name === undefined ? '' : `${name}: `}Proving ${services} services...`);
}
