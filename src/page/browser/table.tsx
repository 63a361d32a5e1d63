import type { ComponentChildren } from 'preact';

/** A column; figures stand on the right, and a bar takes what is left. */
interface Column {
  readonly title: string;
  readonly kind?: 'number' | 'bar';
}

/** A row, headed by its first cell. */
export interface Row {
  readonly key: string;
  readonly cells: readonly ComponentChildren[];
  readonly class?: string;
}

interface TableProps {
  readonly caption?: ComponentChildren;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Sums, in the same columns. */
  readonly foot?: readonly Row[];
  readonly testId?: string;
}

/** A table. On a narrow page each row is a paragraph, with the name of its column before each value. */
export function Table({ caption, columns, rows, foot, testId }: TableProps) {
  const hasBars = columns.some(({ kind }) => kind === 'bar');
  return (
    <div class="scroll">
      <table class={hasBars ? 'bars' : ''} data-testid={testId}>
        {caption === undefined ? null : <caption aria-live="polite">{caption}</caption>}
        <thead>
          <tr>
            {columns.map(({ title, kind }) => (
              <th key={title} scope="col" class={kind}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={row.key} row={row} columns={columns} />
          ))}
        </tbody>
        {foot === undefined ? null : (
          <tfoot>
            {foot.map((row) => (
              <TableRow key={row.key} row={row} columns={columns} />
            ))}
          </tfoot>
        )}
      </table>
    </div>
  );
}

function TableRow({ row: { cells, class: name }, columns }: { readonly row: Row; readonly columns: readonly Column[] }) {
  const [first, ...others] = cells;
  return (
    <tr class={name}>
      <th scope="row">{first}</th>
      {others.map((cell, at) => {
        const { title = '', kind } = columns[at + 1] ?? {};
        return (
          <td key={title} class={kind} data-label={title}>
            {cell}
          </td>
        );
      })}
    </tr>
  );
}
