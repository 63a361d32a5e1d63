import { dirname, isAbsolute, join } from 'node:path';
import { customResourceId } from '../cluster/custom-resource';
import type { CustomResource, TopologyService } from '../cluster/topology';
import topologySchema from '../cluster/topology.schema.json';
import { idOf } from '../manifests/identity';
import { InputError, InputErrors, type InputPlace } from '../manifests/input-error';
import { parseTarget } from '../manifests/percentage';
import { fieldPath, type Path } from '../manifests/pointer';
import { exists } from '../manifests/read';
import { type SchemaProblem, SchemaProblems } from '../manifests/schema-problems';
import { readText } from '../manifests/text';
import { parseYaml } from '../manifests/yaml';
import type { Acceptance, Configuration } from './configuration';
import schema from './configuration.schema.json';
import { configurationSyntaxes } from './configuration-syntaxes';

/** The names under which a configuration is found in the working directory. */
const names = ['nines.yaml', 'nines.yml'] as const;

/**
 * The schema has no address of its own, so that an editor which reads it from the installed package finds the schema of topologies beside it, and not on
 * the network. Here it has the one beside that schema.
 */
const $id = new URL('../gate/configuration.schema.json', topologySchema.$id).href;
const problems = new SchemaProblems({ ...schema, $id } as object, configurationSyntaxes, [topologySchema]);

/** The configuration of the working directory; undefined if there is none. @throws InputError and InputErrors as {@link readConfiguration}, and if there are two */
export function foundConfiguration(): Configuration | undefined {
  const [file, other] = names.filter(exists);
  if (other !== undefined) throw new InputError(`both ${file} and ${other} exist`, 'keep one of them, or name one with --config');
  return file && readConfiguration(file);
}

/** A configuration file. @throws InputError and InputErrors with every problem in it, each with its place */
export function readConfiguration(file: string): Configuration {
  if (!exists(file)) throw new InputError(`no such file: ${file}`, 'check the path');
  return configurationFrom(readText(file, file), file);
}

/** The configuration in a text. @param file what it is called in messages, and its paths are relative to @throws as {@link readConfiguration} */
export function configurationFrom(text: string, file: string): Configuration {
  const filled = parseYaml(text, file).filter(({ value }) => value !== null);
  const [source] = filled;
  if (filled.length > 1) throw new InputError(`the configuration has ${filled.length} documents`, 'keep one of them', { file });
  // A file of comments alone configures nothing.
  const place = (path: Path): InputPlace => ({ file, ...source?.locate(path) });
  const value = source?.value ?? {};
  const errors = problemsIn(value).map(
    ({ path, message, fix }) => new InputError(`${fieldPath(path) || 'configuration'}: ${message}`, fix, place(path)),
  );
  if (errors.length > 0) throw InputErrors.of(errors);
  return configurationOf(value as Written, dirname(file), place);
}

/** A valid file. */
interface Written extends Omit<Configuration, 'services' | 'customResources' | 'accept' | 'place' | 'target'> {
  readonly target?: string | number;
  readonly services?: readonly TopologyService[];
  readonly customResources?: readonly CustomResource[];
  readonly accept?: readonly Omit<Acceptance, 'place'>[];
}

function configurationOf(written: Written, folder: string, place: Configuration['place']): Configuration {
  const { paths, topology, target, rules, baseline, services = [], customResources = [], accept = [] } = written;
  const from = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  return {
    ...written,
    ...(paths && { paths: paths.map(from) }),
    ...(topology !== undefined && { topology: isFileIn(folder, topology) ? from(topology) : topology }),
    target: target === undefined ? undefined : parseTarget(String(target)),
    ...(rules !== undefined && { rules: from(rules) }),
    ...(baseline !== undefined && { baseline: from(baseline) }),
    services,
    customResources,
    accept: accept.map((it, index) => ({ ...it, place: place(['accept', index]) })),
    place,
  };
}

/** Whether a topology is a file: a name without a slash or an ending is that of a built-in one, or a typo of it. */
function isFileIn(folder: string, topology: string): boolean {
  return /[./]/.test(topology) || exists(join(folder, topology));
}

function problemsIn(value: unknown): readonly SchemaProblem[] {
  const found = problems.in(value);
  return found.length > 0 ? found : [...duplicateEntries(value as Written), ...contradictions(value as Written)];
}

/** Of two entries for one object only the first would apply. */
function duplicateEntries({ services = [], customResources = [] }: Written): readonly SchemaProblem[] {
  const check = (field: string, ids: readonly string[], what: string) =>
    ids.flatMap((id, index) =>
      ids.indexOf(id) === index
        ? []
        : { path: [field, index, 'name'], message: `duplicate entry for '${id}'`, fix: `keep one entry for each ${what}` },
    );
  return [
    ...check('services', services.map(idOf), 'workload'),
    ...check('customResources', customResources.map(customResourceId), 'custom resource'),
  ];
}

function contradictions({ only = [], skip = [] }: Written): readonly SchemaProblem[] {
  return skip.flatMap((rule, index) =>
    only.includes(rule) ? { path: ['skip', index], message: `'${rule}' is in only and in skip`, fix: 'remove it from one of them' } : [],
  );
}
