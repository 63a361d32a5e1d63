import { isProvidedEntry, PROVIDED_FIX } from '../cluster/provided';
import { InputError } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';
import { parseTarget, targetMistake } from '../manifests/percentage';
import { isObject } from '../manifests/value';
import { choice, show } from '../manifests/words';
import type { ProofOptions } from '../proof/report';
import { rulesFrom } from '../proof/rule-file';
import { kubernetesVersions } from '../schema';

/** The `properties` of the plugin in `cdk8s.yaml`. */
export interface NinesValidationProperties {
  /** A topology file, or a built-in topology: `minikube`, `digitalocean-3` or `aws-3x2`. */
  readonly topology: string;

  /**
   * The minor version of Kubernetes, such as `1.36`.
   *
   * @default the topology's
   */
  readonly kubernetes?: string;

  /**
   * The availability asked of services that promise none, such as `99.9%`.
   *
   * @default none: they must survive each single failure
   */
  readonly target?: string;

  /**
   * What the cluster has besides the manifests, such as `Secret/shop/smtp` or `Service/monitoring/*`.
   *
   * @default what the topology lists
   */
  readonly provided?: readonly string[];

  /**
   * A JavaScript file that exports rules of your own.
   *
   * @default none
   */
  readonly rules?: string;
}

/** The properties, read. */
export interface ValidationOptions extends ProofOptions {
  readonly topology: string;
  readonly kubernetes?: string;
  readonly target?: number;
}

const known = ['topology', 'kubernetes', 'target', 'provided', 'rules'] as const;

/** Reads the properties, which nobody has checked: they come from YAML. @throws InputError on the first that can't be used */
export function optionsOf(properties: NinesValidationProperties): ValidationOptions {
  const given: unknown = properties;
  if (!isObject(given)) throw refused('properties must be an object', 'write properties: { topology: aws-3x2 }');
  for (const name of Object.keys(given)) {
    if (known.some((it) => it === name)) continue;
    throw refused(`unknown property '${name}'`, `write ${nearest(name, known) ?? choice(known)}`);
  }
  const { topology, kubernetes, target, provided, rules } = properties;
  if (typeof topology !== 'string') throw refused('topology is missing', 'write properties: { topology: aws-3x2 }, or a file');
  return {
    topology,
    kubernetes: kubernetesOf(kubernetes),
    target: targetOf(target),
    provided: providedOf(provided),
    rules: rules === undefined ? [] : rulesFrom(rules),
  };
}

/** YAML reads 1.30 without quotes as the number 1.3, so a number may not be what was meant. */
function kubernetesOf(version: unknown): string | undefined {
  if (version === undefined || kubernetesVersions.some((it) => it === version)) return version as string | undefined;
  throw refused(
    `kubernetes must be ${choice(kubernetesVersions.map((it) => `'${it}'`))}, got ${show(version)}`,
    'put it in quotes, or leave it out',
  );
}

function targetOf(target: unknown): number | undefined {
  if (target === undefined) return undefined;
  const text = String(target);
  const mistake = targetMistake(text);
  if (mistake) throw refused(`target ${mistake.message}`, mistake.fix);
  return parseTarget(text);
}

function providedOf(provided: unknown): readonly string[] {
  if (provided === undefined) return [];
  if (!Array.isArray(provided)) throw refused(`provided must be a list, got ${show(provided)}`, PROVIDED_FIX);
  const wrong = provided.findIndex((entry) => !isProvidedEntry(entry));
  if (wrong >= 0) throw refused(`provided[${wrong}] must name an object, got ${show(provided[wrong])}`, PROVIDED_FIX);
  return provided;
}

function refused(message: string, fix: string): InputError {
  return new InputError(`NinesValidation: ${message}`, fix);
}
