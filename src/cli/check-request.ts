import type { Configuration } from '../gate/configuration';
import { severities } from '../manifests/diagnostic';
import { InputError } from '../manifests/input-error';
import { formats } from '../report/formats';
import { type ColorChoice, colorChoices } from './colors';
import type { parsed } from './options';
import { chosen, listed, targetOf } from './values';

/** What may be said on the command line as in the configuration. */
type Configurable = Pick<
  Configuration,
  'topology' | 'rules' | 'target' | 'only' | 'skip' | 'severity' | 'namespaces' | 'failOn' | 'baseline' | 'format' | 'allowEmpty'
>;

/** A request to check manifests, as the command line has it: the configuration and the defaults are still to come. */
export interface CheckRequest extends Configurable {
  readonly command: 'check';

  /** Files and folders; empty means those of the configuration. */
  readonly paths: readonly string[];

  /** A configuration file. @default nines.yaml in the working directory */
  readonly config?: string;

  /** Whether no configuration is read at all. */
  readonly isUnconfigured: boolean;
  readonly isUpdate: boolean;

  /** The service whose downtime is explained. */
  readonly explain?: string;

  /** Whether long lists are shown whole. */
  readonly isWhole: boolean;
  readonly color?: ColorChoice;
}

/** @throws InputError on an invalid value */
export function checkRequest(paths: readonly string[], values: ReturnType<typeof parsed>['values']): CheckRequest {
  const { config, 'no-config': isUnconfigured = false, topology, rules, baseline, explain, all = false } = values;
  if (config !== undefined && isUnconfigured) throw new InputError('--config and --no-config exclude each other', 'remove one of them');
  const format = chosen('format', values.format, formats);
  if (explain !== undefined && format !== undefined && format !== 'text')
    throw new InputError(`--explain prints text, not ${format}`, `remove --format ${format}; json has every number of every service`);
  const [only, skip] = [listed('only', values.only, 'availability'), listed('skip', values.skip, 'image-is-pinned')];
  const both = only?.find((rule) => skip?.includes(rule));
  if (both !== undefined) throw new InputError(`'${both}' is in --only and in --skip`, 'remove it from one of them');
  return {
    command: 'check',
    paths,
    config,
    isUnconfigured,
    topology,
    rules,
    target: targetOf(values.target),
    only,
    skip,
    severity: chosen('severity', values.severity, severities),
    namespaces: listed('namespace', values.namespace, 'shop'),
    failOn: chosen('severity', values['fail-on'], severities),
    baseline,
    isUpdate: values['update-baseline'] ?? false,
    format,
    explain,
    isWhole: all,
    color: chosen('color', values.color, colorChoices),
    allowEmpty: values['allow-empty'],
  };
}
