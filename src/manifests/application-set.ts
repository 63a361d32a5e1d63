import type { KubernetesObject } from './object';
import { goTemplateText, plainTemplateText } from './template';
import { isObject, type JsonObject, listAt, objectAt } from './value';
import { parseYaml } from './yaml';

/** The finalizer with which Argo CD deletes everything that an Application deploys along with it. */
export const RESOURCES_FINALIZER = 'resources-finalizer.argocd.argoproj.io';

/**
 * The Applications that an ApplicationSet makes, as Argo CD makes them: one for each item of its lists.
 *
 * @returns undefined if that can't be told from the manifest: with other generators, and with templates that call functions
 *
 * Source: argo-cd v3.5.7, applicationset/controllers/template and applicationset/utils: GenerateApplications, RenderTemplateParams.
 */
export function applicationsOf({ root, namespace, apiVersion }: KubernetesObject): readonly JsonObject[] | undefined {
  const { generators, goTemplate, syncPolicy, template, templatePatch } = objectAt(root.value, 'spec');
  const elements = Array.isArray(generators) ? generators.map(elementsOf) : [];
  if (elements.some((list) => list === undefined)) return undefined;
  const render = goTemplate === true ? goTemplateText : plainTemplateText;
  const keepsObjects = isObject(syncPolicy) && syncPolicy['preserveResourcesOnDeletion'] === true;
  const applications = elements.flat().map((element) => {
    const made = rendered(template, element, render);
    const patch = patchOf(templatePatch, element, render);
    return isObject(made) && patch ? withIdentity(merged(made, patch), { apiVersion, namespace, keepsObjects }) : undefined;
  });
  return applications.every((it) => it !== undefined) ? applications : undefined;
}

/** The items of a generator that is a list; undefined for any other. */
function elementsOf(generator: unknown): readonly unknown[] | undefined {
  const isList = isObject(generator) && Object.keys(generator).join() === 'list' && isObject(generator['list']);
  if (!isList || 'elementsYaml' in objectAt(generator, 'list') || 'template' in objectAt(generator, 'list')) return undefined;
  return listAt(generator, 'list', 'elements');
}

type Render = (template: string, values: unknown) => string | undefined;

/** A value with each text in it rendered; undefined if one can't be. */
function rendered(value: unknown, element: unknown, render: Render): unknown {
  if (typeof value === 'string') return render(value, element);
  if (Array.isArray(value)) return complete(value.map((item) => rendered(item, element, render)));
  if (!isObject(value)) return value;
  const parts = Object.entries(value).map(([name, it]): [string, unknown] => [name, rendered(it, element, render)]);
  return complete(parts.map(([, it]) => it)) && Object.fromEntries(parts);
}

function complete<T>(all: readonly T[]): readonly T[] | undefined {
  return all.includes(undefined as T) ? undefined : all;
}

/** The patch of a template; empty if there is none, undefined if it can't be rendered. */
function patchOf(patch: unknown, element: unknown, render: Render): JsonObject | undefined {
  if (patch === undefined) return {};
  const text = typeof patch === 'string' ? render(patch, element) : undefined;
  if (text === undefined) return undefined;
  try {
    const [{ value } = { value: undefined }] = parseYaml(text, 'templatePatch');
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Both, the second over the first. Lists are replaced, as in every field of an Application that a template has. */
function merged(value: JsonObject, more: JsonObject): JsonObject {
  const entries = Object.entries(more).map(([name, part]): [string, unknown] => {
    const old = value[name];
    return [name, isObject(part) && isObject(old) ? merged(old, part) : part];
  });
  return { ...value, ...Object.fromEntries(entries) };
}

interface Owner {
  readonly apiVersion: string;
  readonly namespace: string;

  /** Whether deleting one of its Applications deletes nothing else. */
  readonly keepsObjects: boolean;
}

/** In the namespace of its set, without the empty fields of its destination, which Argo CD ignores. */
function withIdentity({ metadata, spec, ...rest }: JsonObject, { apiVersion, namespace, keepsObjects }: Owner): JsonObject {
  const own = isObject(metadata) ? metadata : {};
  const destination = Object.entries(objectAt(spec, 'destination')).filter(([, it]) => it !== '');
  const finalizers = own['finalizers'] ?? [RESOURCES_FINALIZER];
  return {
    apiVersion,
    kind: 'Application',
    metadata: { ...own, namespace, ...(!keepsObjects && { finalizers }) },
    spec: { ...(isObject(spec) && spec), destination: Object.fromEntries(destination) },
    ...rest,
  };
}
