import { render } from 'preact';
import { fromColumns } from '../columns';
import type { PageData } from '../data';
import { Page } from './page';

declare global {
  /** Set by the page's loader. */
  var ninesPage: string;
}

const root = document.getElementById('page');
if (root) {
  root.replaceChildren();
  render(<Page data={fromColumns(JSON.parse(globalThis.ninesPage)) as PageData} />, root);
  document.documentElement.dataset['state'] = 'shown';
}
