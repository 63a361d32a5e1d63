import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { groups } from '../../src/rules';
import { rulePages } from './pages';

/** `npm run rules`: writes docs/rules.md and docs/rules/. */
rmSync('docs/rules', { recursive: true, force: true });
mkdirSync('docs/rules');
for (const [file, text] of rulePages(groups)) writeFileSync(join('docs', file), text);
