/**
 * Part of `npm run build`: the command in one file, made of the modules of the package. To find and read 500 of them takes longer than a small check.
 *
 * Installed packages, and data such as schemas, stay where they are, and each module is run when it is needed first, as before.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

const FOLDER = 'build/src/cli';

/** A path as the bundle sees it. */
const seen = (path) => `./${relative(FOLDER, relative(process.cwd(), path)).replaceAll('\\', '/')}`;

const inPlace = {
  name: 'files that stay where they are',
  setup: (building) => {
    building.onResolve({ filter: /\.json$/ }, ({ path, resolveDir }) => ({ path: seen(join(resolveDir, path)), external: true }));
    building.onLoad({ filter: /\.js$/ }, ({ path }) => {
      const own = `require('node:path').join(__dirname, '${seen(dirname(path))}')`;
      return { contents: readFileSync(path, 'utf8').replaceAll(/\b__dirname\b/g, own) };
    });
  },
};

await build({
  entryPoints: [`${FOLDER}/main.js`],
  outfile: `${FOLDER}/bundle.js`,
  bundle: true,
  platform: 'node',
  target: 'node20.12',
  packages: 'external',
  logLevel: 'warning',
  plugins: [inPlace],
});
