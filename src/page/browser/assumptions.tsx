import type { PageState } from '../data';

/** What the proof rests on. */
export function Assumptions({ report: { assumptions } }: Pick<PageState, 'report'>) {
  const grouped = new Map<string, { readonly value: string; readonly source: string; readonly whats: string[] }>();
  for (const { what, value, source } of assumptions) {
    const key = `${value}\n${source}`;
    const group = grouped.get(key) ?? { value, source, whats: [] };
    group.whats.push(what);
    grouped.set(key, group);
  }
  return (
    <section aria-labelledby="assumptions">
      <h2 id="assumptions">What this assumes</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Of</th>
              <th scope="col">Assumed</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {[...grouped.values()].map(({ value, source, whats }) => (
              <tr key={`${value} ${source}`}>
                <th scope="row">{whats.length > 6 ? `${whats.slice(0, 5).join(', ')} and ${whats.length - 5} more` : whats.join(', ')}</th>
                <td>{value}</td>
                <td>{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
