/**
 * kubectl applies a folder's files by name. A component's tier depends on its kinds alone, so that another component renames no file: first the
 * namespace, then prerequisites, stateful workloads, stateless ones, and the entry point.
 */
const TIERS: readonly { readonly tier: number; readonly kinds: ReadonlySet<string> }[] = [
  { tier: 0, kinds: new Set(['Namespace']) },
  { tier: 40, kinds: new Set(['Ingress', 'Gateway', 'HTTPRoute']) },
  { tier: 20, kinds: new Set(['StatefulSet']) },
  { tier: 30, kinds: new Set(['Deployment', 'DaemonSet', 'Job', 'CronJob']) },
];
const FOUNDATION = 10;

/** The tier of entry points. */
export const ENTRY = 40;

/** The distance between two tiers. */
export const TIER_DISTANCE = 10;

/** The tier of a component, from 0 to 40 in tens. Waves begin with it, and it is the prefix of the component's file. */
export function tierOf(kinds: readonly string[]): number {
  return TIERS.find((tier) => kinds.some((kind) => tier.kinds.has(kind)))?.tier ?? FOUNDATION;
}
