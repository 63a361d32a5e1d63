import { writeFileSync } from 'node:fs';
import { rulesPage } from '../../lib/report/rules-page';
import { groups } from '../../lib/rules';

/** `npm run rules`: writes docs/rules.md. */
writeFileSync('docs/rules.md', rulesPage(groups));
