import { writeFileSync } from 'node:fs';
import { incidents } from '../../test/incidents/incident';
import { incidentPage } from './page';
import { peers } from './peers';

/** `npm run incidents`: writes docs/incidents.md. */
writeFileSync('docs/incidents.md', incidentPage(incidents, peers));
