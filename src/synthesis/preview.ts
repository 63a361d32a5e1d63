import type { Diagnostic } from '../manifests/diagnostic';
import { isEqual } from '../manifests/value';
import { choice } from '../manifests/words';
import { exitCode, rendered } from '../report/change/rendered';
import { diagnosticText } from '../report/diagnostics';
import type { Arguments } from './arguments';
import { baseOf, environmentsIn } from './committed';
import { allDelivered, DeliveryChange, deliveredFrom } from './delivery-change';
import type { Destination } from './destination';
import type { Folder } from './dist';
import { goneEnvironments, removalOf } from './gone';
import { changeOf, objectChange } from './guard';
import { showing } from './progress';
import { invalidValue } from './refusals';
import type { RemovedEnvironment } from './removed-environment';
import { sharedContexts } from './shared-contexts';
import { type Build, freshOf, type IndexedSynthesis, indexedSynthesisOf, type SynthesisOptions } from './synthesis';
import { baseTopology, environmentTopology } from './topology-files';

/** `npm run diff`: what a synth would change, without writing anything. The exit code is 2 if there is nothing to compare. */
export function preview<D extends Destination>(
  output: string,
  environments: readonly D[],
  build: Build<D>,
  { names, base, format }: Arguments,
  { removed = [], ...options }: SynthesisOptions & { readonly removed?: readonly RemovedEnvironment[] },
): void {
  const known = environments.map(({ name }) => name);
  const gone = goneEnvironments(output, known, removed, base).filter(({ name }) => names.length === 0 || names.includes(name));
  const syntheses = environmentsNamed(environments, names).map((environment) =>
    showing(environment.name, () => indexedSynthesisOf(environment, build, options)),
  );
  const all = allDelivered(output, environments, syntheses);
  const unusable = [
    ...unknownNames([...known, ...gone.map(({ name }) => name)], names),
    ...syntheses.flatMap(({ files, problems }) => (files.length > 0 ? [] : problems)),
    ...sharedContexts(all),
  ];
  if (unusable.length > 0) {
    for (const problem of unusable) console.error(diagnosticText(problem));
    process.exitCode = 2;
    return;
  }
  const { folders } = deliveredFrom(all, options);
  const delivery = new DeliveryChange(output, folders, [...new Set([...known, ...environmentsIn(output, base)])], base);
  const changes = [
    ...syntheses.map((synthesis) =>
      changeOf(synthesis, baseOf(output, synthesis.environment.name, base), baseTopology(output, synthesis.environment, base), delivery),
    ),
    ...gone.map((environment) => removalOf(environment, delivery)),
    ...delivery.shared(),
  ];
  process.stdout.write(rendered(changes, format, process.stdout.isTTY && !process.env['NO_COLOR']));
  process.exitCode = exitCode(changes);
}

/** What is about to be written. */
interface Output {
  /** The names of all environments. */
  readonly known: readonly string[];
  readonly removed: readonly RemovedEnvironment[];

  /** Those that are written. */
  readonly syntheses: readonly IndexedSynthesis[];

  /** The folders of Argo CD and Flux. */
  readonly delivered: readonly Folder[];
}

/** What differs from the files that were written last, in words. */
export function writtenChange(output: string, { known, removed, syntheses, delivered }: Output): string {
  const gone = syntheses.length < known.length ? [] : goneEnvironments(output, known, removed, output);
  const delivery = new DeliveryChange(output, delivered, [...new Set([...known, ...environmentsIn(output, output)])], output);
  const changes = syntheses.map((synthesis) => {
    const { environment, index } = synthesis;
    const base = baseOf(output, environment.name, output, freshOf(synthesis));
    const before = baseTopology(output, environment, output);
    const isSame = base.index === index && isEqual(before, environmentTopology(environment));
    // Equal manifests on equal nodes are equally available.
    return isSame ? objectChange(synthesis, base, delivery) : changeOf(synthesis, base, before, delivery);
  });
  return rendered(
    [...changes, ...gone.map((it) => removalOf(it, delivery)), ...delivery.shared()],
    'text',
    process.stdout.isTTY && !process.env['NO_COLOR'],
  );
}

/** The environments that are named, or all. */
export function environmentsNamed<D extends Destination>(environments: readonly D[], names: readonly string[]): readonly D[] {
  return names.length === 0 ? environments : environments.filter(({ name }) => names.includes(name));
}

/** A diagnostic for each name that no environment has. */
export function unknownNames(known: readonly string[], names: readonly string[]): Diagnostic[] {
  const fix = `write ${choice([...new Set(known)])}`;
  return names.filter((name) => !known.includes(name)).map((name) => invalidValue(`unknown environment '${name}'`, fix));
}
