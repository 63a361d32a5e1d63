import type { PageData } from '../data';
export function ChangeSection(_: { readonly data: PageData; readonly change: NonNullable<PageData['change']> }) {
  return null;
}
