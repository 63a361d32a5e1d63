/**
 * Builds the package wherever npm installs it from git, as pre-commit does. npm runs it as `prepare`: in a clone, and before it packs.
 *
 * `npm ci` is for those who develop, and builds nothing.
 */
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// npm install --global hands its `global` on to the clone that it makes, which then has nothing to build with.
const { npm_config_global: _, npm_config_location: __, ...env } = process.env;
const run = (command) => execSync(command, { env, stdio: ['ignore', 2, 2] });

if (process.env['npm_command'] !== 'ci') {
  if (!existsSync('node_modules/typescript')) run('npm ci --ignore-scripts --no-audit --no-fund');
  run('npm run build');
}
