import { writeFileSync } from 'node:fs';
import { rulesPage } from '../../src/report/rules-page';
import { groups } from '../../src/rules';

/** `npm run rules`: writes docs/rules.md. */
writeFileSync('docs/rules.md', rulesPage(groups));
