import { gzipSync } from 'node:zlib';
import { columnsOf } from './columns';
import type { PageData } from './data';
import { documentOf, escaped } from './document';
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
  const body = `<main id="page">
<h1>${escaped(title)}</h1>
<p>${escaped(sentence)}</p>
<noscript><p>The rest of this report needs JavaScript: it is computed in this file, without any network.</p></noscript>
</main>
<script type="text/plain" id="program">${packed(script)}</script>
<script type="text/plain" id="data">${packed(JSON.stringify(columnsOf(data)))}</script>
<script>${LOADER}</script>`;
  return documentOf({ title, style, scripts: [LOADER, script], body });
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

function packed(text: string): string {
  // Equal input gives equal bytes: gzip's time and system are left out.
  const bytes = gzipSync(text, { level: 9 });
  bytes.fill(0, 4, 8);
  bytes[9] = 255;
  return bytes.toString('base64');
}
