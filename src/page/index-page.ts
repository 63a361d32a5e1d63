import type { PageData } from './data';
import { documentOf, escaped } from './document';
import { headlineOf } from './headline';
import type { Assets } from './html';

/** A page of an environment, and its file. */
export interface IndexedPage {
  readonly file: string;
  readonly data: PageData;
}

const words = { kept: '✓ kept', broken: '✕ broken', open: '? open', none: 'no target' } as const;

/** A page with a link to each environment's, and what each says first. It has no script at all. */
export function indexPageOf(pages: readonly IndexedPage[], { style }: Pick<Assets, 'style'>): string {
  const body = `<main>
<header class="top">
<p class="kicker">Availability</p>
<h1>${pages.length === 1 ? 'One environment' : `${pages.length} environments`}</h1>
</header>
<ul class="cards">
${pages.map(cardOf).join('\n')}
</ul>
</main>`;
  return documentOf({ title: `Availability of ${pages.length} environments`, style, body });
}

function cardOf({ file, data }: IndexedPage): string {
  const { title, sentence, state } = headlineOf(data);
  const kind = { kept: 'fine', broken: 'bad', open: 'open', none: 'none' }[state];
  return `<li><a class="card ${kind}" href="${escaped(encodeURI(file))}"><span class="name">${escaped(title)}</span><span class="badge">${words[state]}</span><span class="note">${escaped(sentence)}</span></a></li>`;
}
