import { shopManifests } from '../../fixtures/manifests';
import * as environments from '../../fixtures/shop/environments';
import { subjectOf } from './subject';

/** The tests' own application, whatever becomes of the one in `lib/`. */
export const local = subjectOf(environments.local, shopManifests(environments.local));
export const staging = subjectOf(environments.staging, shopManifests(environments.staging));
export const production = subjectOf(environments.production, shopManifests(environments.production));
