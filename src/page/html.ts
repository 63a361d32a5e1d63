import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { PageData } from './data';
import { headlineOf } from './headline';

/** What all pages share. */
export interface Assets {
  /** The program of the page. */
  readonly script: string;
  readonly style: string;
}

/**
 * A page in one HTML file: no network, no other file.
 *
 * Program and data are compressed. A loader of a few lines unpacks them, and the policy allows it and the program by their hashes, and nothing else. Data is base64, so
 * no name in it can be markup.
 */
export function pageOf(data: PageData, { script, style }: Assets): string {
  const { title, sentence } = headlineOf(data);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf([LOADER, script], style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main id="page">
<h1>${escaped(title)}</h1>
<p>${escaped(sentence)}</p>
<noscript><p>The rest of this report needs JavaScript: it is computed in this file, without any network.</p></noscript>
</main>
<script type="text/plain" id="program">${packed(script)}</script>
<script type="text/plain" id="data">${packed(JSON.stringify(data))}</script>
<script>${LOADER}</script>
</body>
</html>
`;
}

/** Unpacks data and program. An old browser says what it lacks. */
const LOADER = `(async () => {
  const unpacked = (id) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (it) => it.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  };
  const script = document.createElement('script');
  [script.textContent, globalThis.ninesPage] = await Promise.all([unpacked('program'), unpacked('data')]);
  document.head.append(script);
})().catch((error) => {
  const line = document.createElement('p');
  line.textContent = 'This browser can\\'t show the report: ' + error.message;
  document.getElementById('page').append(line);
});`;

function policyOf(scripts: readonly string[], style: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${scripts.map(hash).join(' ')}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function packed(text: string): string {
  // Equal input gives equal bytes: gzip's time and system are left out.
  const bytes = gzipSync(text, { level: 9 });
  bytes.fill(0, 4, 8);
  bytes[9] = 255;
  return bytes.toString('base64');
}

/** Text in HTML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
