import { shopManifests } from '../../../fixtures/manifests';
import { production } from '../../../fixtures/shop/environments';
import { type Pod, podsOf } from './pods';

/** The pods of the tests' application in production, one in each of these zones. */
export function productionPods(zones: readonly string[]): Pod[] {
  return podsOf(shopManifests(production), 'elasticsearch', zones);
}
