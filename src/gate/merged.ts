import { isDeclaredIn } from '../availability/workload/custom-resources';
import { servicesOf } from '../availability/workload/workloads';
import type { Topology } from '../cluster/topology';
import { idOf } from '../manifests/identity';
import type { ObjectIndex } from '../manifests/object-index';
import type { Report } from '../report/report';
import type { Review } from '../rules';

/** The reviews of several environments in one: what they say of shared files is there once. */
export function mergedReviews(reviews: readonly Review[]): Review {
  return {
    findings: distinct(reviews.flatMap(({ findings }) => findings)),
    accepted: distinct(reviews.flatMap(({ accepted }) => accepted)),
    skipped: distinct(reviews.flatMap(({ skipped }) => skipped)),
  };
}

/** The reports of several environments in one: each service with its environment. */
export function mergedReports(parts: readonly { readonly name: string; readonly report: Report }[]): Report {
  const reports = parts.map(({ report }) => report);
  return {
    ...mergedReviews(reports),
    services: parts.flatMap(({ name, report }) => report.services.map((service) => ({ ...service, environment: name }))),
    assumptions: distinct(reports.flatMap(({ assumptions }) => assumptions)),
    notices: distinct(reports.flatMap(({ notices = [] }) => notices)),
    environments: parts.map(({ name }) => name),
  };
}

/** A topology without what it says of services and custom resources that only other environments have. */
export function topologyWithin(topology: Topology, part: ObjectIndex): Topology {
  const present = new Set(servicesOf(part).map(idOf));
  const { services, outside, customResources } = topology;
  return {
    ...topology,
    ...(services && { services: services.filter((service) => present.has(idOf(service))) }),
    ...(outside && { outside: outside.map((it) => (it.services ? { ...it, services: it.services.filter((id) => present.has(id)) } : it)) }),
    ...(customResources && { customResources: customResources.filter((it) => isDeclaredIn(it, part)) }),
  };
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
