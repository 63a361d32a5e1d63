import type { Diagnostic } from '../../manifests/diagnostic';
import type { PageState } from '../data';

/** What the rules found, the worst first, and what is accepted. */
export function Findings({ report: { findings, accepted } }: Pick<PageState, 'report'>) {
  if (findings.length + accepted.length === 0) return null;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">Findings</h2>
      {findings.length === 0 ? <p>None is open.</p> : <List findings={findings.slice(0, 100)} />}
      {findings.length > 100 ? <p>{findings.length - 100} more: nines check lists them.</p> : null}
      {accepted.length === 0 ? null : (
        <details>
          <summary>{accepted.length} accepted</summary>
          <ul>
            {accepted.map(({ place, message, because, rule }) => (
              <li key={`${rule} ${JSON.stringify(place)} ${message}`}>
                <Subject place={place} /> {message} <em>{because}</em> <code>{rule}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function List({ findings }: { readonly findings: readonly Diagnostic[] }) {
  return (
    <ul>
      {findings.map(({ severity, place, message, fix, rule }) => (
        <li key={`${rule} ${JSON.stringify(place)} ${message}`}>
          <strong>{severity}</strong> <Subject place={place} /> {message}
          {fix ? `; ${fix}` : ''} <code>{rule}</code>
        </li>
      ))}
    </ul>
  );
}

function Subject({ place: { object, file } }: Pick<Diagnostic, 'place'>) {
  const text = object ? `${object.kind} ${object.namespace ? `${object.namespace}/` : ''}${object.name}:` : file ? `${file}:` : '';
  return <bdi>{text}</bdi>;
}
