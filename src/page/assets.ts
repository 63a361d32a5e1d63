import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assets } from './html';

/** In the built package, what `npm run build` made; in a clone, made of the sources. */
export function pageAssets(): Assets {
  const built = join(__dirname, 'page.json');
  return existsSync(built) ? JSON.parse(readFileSync(built, 'utf8')) : bundled();
}

/** Bundles program and style. */
export function bundled(): Assets {
  // Only a clone has it, and only a report needs it.
  const { buildSync } = require('esbuild') as typeof import('esbuild');
  const browser = join(__dirname, 'browser');
  const { outputFiles } = buildSync({
    entryPoints: { page: join(browser, 'main.tsx'), style: join(browser, 'style.css') },
    outdir: 'build',
    write: false,
    bundle: true,
    minify: true,
    legalComments: 'none',
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    alias: {
      'node:buffer': join(browser, 'node/buffer.ts'),
      'node:crypto': join(browser, 'node/crypto.ts'),
      'node:net': join(browser, 'node/net.ts'),
    },
  });
  const text = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  // As an HTML parser reads it: the hash is of that.
  return { script: text('.js').replaceAll('\r', ''), style: text('.css').replaceAll('\r', '').replaceAll('</', '<\\/') };
}
