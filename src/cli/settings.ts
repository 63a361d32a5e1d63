import { resolve } from 'node:path';
import type { Acceptance, Configuration } from '../gate/configuration';
import type { Selection } from '../gate/selection';
import { isAtLeast, type Severity } from '../manifests/diagnostic';
import { InputError, InputErrors, type InputPlace } from '../manifests/input-error';
import type { formats } from '../report/formats';
import type { CheckRequest } from './check-request';

/** What `nines check` does: the command line first, then the configuration, then the defaults. */
export interface Settings {
  /** Files and folders; empty means `dist`. */
  readonly paths: readonly string[];
  readonly topology?: string;
  readonly rules?: string;
  readonly target?: number;
  readonly selection: Selection;
  readonly failOn: Severity;
  readonly accept: readonly Acceptance[];
  readonly baseline?: string;
  readonly isUpdate: boolean;
  readonly format: (typeof formats)[number];
  readonly explain?: string;
  readonly isWhole: boolean;
  readonly allowEmpty: boolean;

  /** @default none was read */
  readonly configuration?: Configuration;

  /** Where a setting comes from: the name of the option, or of the field with its place in the configuration. */
  readonly origin: (setting: Setting, index?: number) => Origin;
}

/** What is written in two ways: as an option and as a field. */
type Setting = 'only' | 'skip' | 'severity' | 'namespaces' | 'failOn' | 'target' | 'services' | 'accept';

/** How a setting is called where it was written. */
interface Origin {
  readonly name: string;
  readonly place?: InputPlace;
}

const options: Readonly<Partial<Record<Setting, string>>> = { namespaces: '--namespace', failOn: '--fail-on' };

/** @throws InputError and InputErrors on settings that contradict each other */
export function settingsOf(asked: CheckRequest, configuration: Configuration | undefined): Settings {
  // Rules on the command line are a question of their own: what the file selects would answer another one.
  const chosen = asked.only ? asked : { only: configuration?.only, skip: asked.skip ?? configuration?.skip };
  const settings: Settings = {
    paths: asked.paths.length > 0 ? manifestsAmong(asked, configuration) : (configuration?.paths ?? []),
    topology: asked.topology ?? configuration?.topology,
    rules: asked.rules ?? configuration?.rules,
    target: asked.target ?? configuration?.target,
    selection: {
      only: chosen.only,
      skip: chosen.skip ?? [],
      severity: asked.severity ?? configuration?.severity ?? 'hint',
      namespaces: asked.namespaces ?? configuration?.namespaces,
    },
    failOn: asked.failOn ?? configuration?.failOn ?? 'error',
    accept: configuration?.accept ?? [],
    baseline: asked.baseline ?? configuration?.baseline,
    isUpdate: asked.isUpdate,
    format: asked.format ?? (asked.explain === undefined ? configuration?.format : undefined) ?? 'text',
    explain: asked.explain,
    isWhole: asked.isWhole,
    allowEmpty: asked.allowEmpty ?? configuration?.allowEmpty ?? false,
    configuration,
    origin: (setting, index) => originOf(setting, index, asked, configuration),
  };
  const errors = contradictions(settings, asked);
  if (errors.length > 0) throw InputErrors.of(errors);
  return settings;
}

/** The paths without the files that say how to check them: `nines check *.yaml` names these too. */
function manifestsAmong(asked: CheckRequest, configuration: Configuration | undefined): readonly string[] {
  const [topology, baseline] = [asked.topology ?? configuration?.topology, asked.baseline ?? configuration?.baseline];
  const others = [configuration?.place([]).file, topology, baseline].flatMap((file) => (file === undefined ? [] : resolve(file)));
  const paths = asked.paths.filter((path) => !others.includes(resolve(path)));
  return paths.length > 0 ? paths : asked.paths;
}

function originOf(setting: Setting, index: number | undefined, asked: CheckRequest, configuration: Configuration | undefined): Origin {
  const isWritten = setting in asked && asked[setting as keyof CheckRequest] !== undefined;
  if (isWritten || configuration?.[setting] === undefined) return { name: options[setting] ?? `--${setting}` };
  const step = index === undefined ? [] : [index];
  return { name: `${setting}${index === undefined ? '' : `[${index}]`}:`, place: configuration.place([setting, ...step]) };
}

/** How to name nodes. */
const NODES = 'three-zones for a usual cluster; nines topology writes the file of yours';

function contradictions(settings: Settings, asked: CheckRequest): readonly InputError[] {
  const { topology, target, selection, failOn, baseline, isUpdate, configuration, origin } = settings;
  const errors: InputError[] = [];
  const needsNodes = (name: string, place?: InputPlace) =>
    errors.push(
      new InputError(
        `${name} ${place ? 'needs a topology' : 'needs --topology'}: without nodes no availability is judged`,
        place ? `add topology: ${NODES}` : `add a topology file, or ${NODES}`,
        place,
      ),
    );
  if (topology === undefined) {
    const { name, place } = origin('target');
    if (target !== undefined) needsNodes(name, place);
    if (asked.explain !== undefined) needsNodes('--explain');
    for (const field of ['services', 'customResources'] as const)
      if (configuration && configuration[field].length > 0) needsNodes(`${field}:`, configuration.place([field]));
  }
  if (!isAtLeast(failOn, selection.severity)) {
    const [failing, shown] = [origin('failOn'), origin('severity')];
    errors.push(
      new InputError(
        `${failing.name} ${failOn} fails on findings that ${shown.name} ${selection.severity} hides`,
        `write ${shown.name} ${failOn}`,
        failing.place ?? shown.place,
      ),
    );
  }
  if (isUpdate && baseline === undefined)
    errors.push(new InputError('--update-baseline has no file to write', 'add --baseline nines-baseline.json'));
  return errors;
}
