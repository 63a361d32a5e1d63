import type { Protection } from '../parts/protection';
import type { Route } from '../parts/publication';

/** Routes with the same protection. */
export interface RouteGroup {
  /** The name of the object that has the routes. */
  readonly name: string;

  readonly routes: readonly Route[];

  /** What protects them, undefined if nothing does. */
  readonly protection?: Protection;
}

const PUBLIC = 'public';

/**
 * Groups routes for objects whose settings apply to all of their routes: those to protected Services by Service, all others together. The group of the
 * most general route has the name `public`, so that it keeps its name when a protection is added elsewhere.
 */
export function routeGroups(routes: readonly Route[]): RouteGroup[] {
  const groups = new Map<string, Route[]>();
  for (const route of routes) {
    const key = route.protection ? route.to.service : '';
    groups.set(key, [...(groups.get(key) ?? []), route]);
  }
  const general = [...routes].sort((one, other) => one.path.length - other.path.length)[0];
  return [...groups]
    .map(([service, grouped]) => ({
      name: general && grouped.includes(general) ? PUBLIC : `${PUBLIC}-${service || 'other'}`,
      routes: grouped,
      protection: grouped[0]?.protection,
    }))
    .sort((one, other) => Number(other.name === PUBLIC) - Number(one.name === PUBLIC));
}
