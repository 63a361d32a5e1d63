import type { PageState } from '../data';
import { Table } from './table';

const columns = [{ title: 'Of' }, { title: 'Assumed' }, { title: 'Source' }];

/** What the proof rests on. */
export function Assumptions({ report: { assumptions } }: Pick<PageState, 'report'>) {
  const grouped = new Map<string, { readonly value: string; readonly source: string; readonly whats: string[] }>();
  for (const { what, value, source } of assumptions) {
    const key = `${value}\n${source}`;
    const group = grouped.get(key) ?? { value, source, whats: [] };
    group.whats.push(what);
    grouped.set(key, group);
  }
  const rows = [...grouped].map(([key, { value, source, whats }]) => ({
    key,
    cells: [whats.length > 6 ? `${whats.slice(0, 5).join(', ')} and ${whats.length - 5} more` : whats.join(', '), value, source],
  }));
  return (
    <section aria-labelledby="assumptions">
      <h2 id="assumptions">What this assumes</h2>
      <Table columns={columns} rows={rows} />
    </section>
  );
}
