import { writeFileSync } from 'node:fs';
import { bundled } from '../../src/page/assets';

/** Part of `npm run build`: the program and the style of the page, bundled, so that the package needs no bundler. */
writeFileSync('build/src/page/page.json', JSON.stringify(bundled()));
