import { useState } from 'preact/hooks';
import type { PageObject } from '../data';
import { Table } from './table';

/** Rows that are shown before the rest is asked for. */
const SHOWN = 100;

/** Every object of the manifests, with the construct that made it and its file. */
export function Objects({ objects }: { readonly objects: readonly PageObject[] }) {
  const [filter, setFilter] = useState('');
  const [isWhole, setIsWhole] = useState(false);
  const words = filter.toLowerCase().split(/\s+/);
  const found = objects.filter((object) => {
    const text = `${object.kind} ${object.namespace}/${object.name} ${object.file ?? ''} ${object.construct ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const hasConstructs = objects.some(({ construct }) => construct !== undefined);
  return (
    <section aria-labelledby="objects">
      <h2 id="objects">Every object</h2>
      <label class="filter">
        <span class="label">Filter</span>{' '}
        <input type="search" value={filter} onInput={({ currentTarget }) => setFilter(currentTarget.value)} />
      </label>
      <Table
        caption={found.length === objects.length ? `${objects.length} objects` : `${found.length} of ${objects.length} objects`}
        columns={[{ title: 'Object' }, ...(hasConstructs ? [{ title: 'Construct' }] : []), { title: 'File' }]}
        rows={found.slice(0, isWhole ? undefined : SHOWN).map(({ kind, namespace, name, construct, file }, at) => ({
          key: `${kind}/${namespace}/${name} ${at}`,
          cells: [
            <>
              {kind} <bdi>{namespace ? `${namespace}/${name}` : name}</bdi>
            </>,
            ...(hasConstructs ? [<code key="construct">{construct}</code>] : []),
            <code key="file">{file}</code>,
          ],
        }))}
      />
      {!isWhole && found.length > SHOWN ? (
        <button type="button" class="secondary" onClick={() => setIsWhole(true)}>
          Show all {found.length}
        </button>
      ) : null}
    </section>
  );
}
