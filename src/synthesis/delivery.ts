import { type ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ArgoCd } from '../constructs/gitops/argo-cd';
import type { GitOpsEnvironment } from '../constructs/gitops/environment';
import { Flux } from '../constructs/gitops/flux';
import type { FluxEnvironment } from '../constructs/gitops/flux-props';
import { type GitSource, sourceOf } from '../constructs/gitops/git-source';
import { collectRefusals, diagnosticOf, type Refusal } from '../constructs/parts/refuse';
import { shown } from '../constructs/parts/shown';
import type { Diagnostic } from '../manifests/diagnostic';
import { type Controller, controllers } from '../manifests/read';
import { choice } from '../manifests/words';
import { yamlTextOf } from '../manifests/yaml/writer';
import type { DeliveredEnvironment } from './delivered';
import type { Folder } from './dist';
import { type Stage, stagesOf } from './stages';

/** How an application's manifests reach its clusters: the repository that Argo CD or Flux reads. */
export interface Delivery extends GitSource {
  /** The name of the application, the first part of each Application's name: `shop` for `shop-production`. */
  readonly name: string;

  /**
   * Who applies the manifests. Each has a folder of its own beside those of the environments.
   *
   * @default ['argocd']
   */
  readonly controllers?: readonly Controller[];

  /**
   * The Secret with the credentials of the repository for Flux, in its namespace. Argo CD finds credentials by the repository's address.
   *
   * @default none for HTTP, and `<name>-git` for SSH
   */
  readonly credentials?: string;
}

/** The folders beside those of the environments, and what is wrong with them. */
export interface DeliveryFolders {
  readonly folders: readonly Folder[];
  readonly problems: readonly Diagnostic[];
}

/** The folders of Argo CD and Flux. Environments without `sync` are in none. */
export function deliveryFolders(delivery: Delivery, delivered: readonly DeliveredEnvironment[]): DeliveryFolders {
  const app = new App({ recordConstructMetadata: false });
  const refused = collectRefusals(app);
  const asked = delivery.controllers ?? ['argocd'];
  const problems = [...controllerRefusals(asked), ...nameRefusals(asked, delivered)].map((refusal) => diagnosticOf(refusal));
  // Nothing to tell of environments that have other problems.
  const isEarly =
    delivered.some(({ environment }) => environment.sync !== undefined) && delivered.every((it) => gitOpsEnvironment(it).length === 0);
  const folders = [...new Set(isEarly ? [] : asked)].flatMap((controller) => {
    const chart = new Chart(app, controller);
    if (controller === 'argocd') return [argoCdFolder(chart, delivery, delivered)];
    return controller === 'flux' ? [fluxFolder(chart, delivery, delivered)] : [];
  });
  return { folders, problems: located([...problems, ...refused]) };
}

function argoCdFolder(scope: Construct, delivery: Delivery, delivered: readonly DeliveredEnvironment[]): Folder {
  const environments = delivered.flatMap(gitOpsEnvironment);
  const { project, applicationSet } = new ArgoCd(scope, 'delivery', { ...delivery, environments });
  return { name: 'argocd', files: [fileOf('app-project.yaml', [project]), fileOf('application-set.yaml', [applicationSet])] };
}

/** A file for each environment, and below it the folders of its stages: `kubectl apply -f` reads no folders in folders. */
function fluxFolder(scope: Construct, delivery: Delivery, delivered: readonly DeliveredEnvironment[]): Folder {
  const { path } = sourceOf(delivery);
  const staged = delivered.flatMap((it) => gitOpsEnvironment(it).map((environment) => ({ environment, stages: stagesOf(it) })));
  const environments = staged.map(({ environment, stages }): FluxEnvironment => {
    return { ...environment, stages: stages.map(({ name }) => ({ name, path: `${path}/flux/${environment.name}/${name}` })) };
  });
  const flux = new Flux(scope, 'delivery', { ...delivery, environments });
  const objects = [...flux.environments].map(([name, it]) => fileOf(`${name}.yaml`, [it.repository, ...it.kustomizations]));
  return {
    name: 'flux',
    files: [...objects, ...staged.flatMap(({ environment, stages }) => stages.map((stage) => stageFile(environment.name, stage)))],
  };
}

/** Flux reads files beyond a stage's own folder, as long as they are in the repository. */
function stageFile(environment: string, { name, files }: Stage): Folder['files'][number] {
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    metadata: { name: `${environment}-${name}` },
    resources: files.map((file) => `../../../${environment}/${file}`),
  };
  return { name: `${environment}/${name}/kustomization.yaml`, text: `---\n${yamlTextOf(kustomization)}` };
}

function gitOpsEnvironment({ environment, files }: DeliveredEnvironment): readonly GitOpsEnvironment[] {
  const { name, cluster, sync, repository, revision } = environment;
  if (sync === undefined || files.length === 0) return [];
  return [{ name, cluster, sync, repository, revision, manifests: files.flatMap(({ manifests }) => manifests) }];
}

function fileOf(name: string, objects: readonly ApiObject[]): Folder['files'][number] {
  return { name, text: objects.map((object) => `---\n${yamlTextOf(object.toJson())}`).join('') };
}

function controllerRefusals(asked: readonly unknown[]): Refusal[] {
  return asked.flatMap((controller, index) => {
    const setting = `controllers[${index}]`;
    if (asked.indexOf(controller) < index)
      return [{ setting, message: `must be unique, got ${shown(controller)} twice`, fix: 'remove one of them' }];
    if (controllers.some((known) => known === controller)) return [];
    return [{ setting, message: `must be ${choice(controllers.map((it) => `'${it}'`))}, got ${shown(controller)}`, fix: 'remove it' }];
  });
}

/** The folders of the environments are beside these. */
function nameRefusals(asked: readonly Controller[], delivered: readonly DeliveredEnvironment[]): Refusal[] {
  const taken = delivered.map(({ environment }) => environment.name).filter((name) => asked.some((it) => it === name));
  return taken.map((name) => ({
    setting: 'environments',
    message: `must not have the name of a controller's folder, got ${shown(name)}`,
    fix: 'rename the environment',
  }));
}

/** A refusal by the setting of the delivery, whose constructs no user writes. Both controllers refuse the same values. */
function located(refusals: readonly Diagnostic[]): Diagnostic[] {
  const told = refusals.map((refusal) => ({ ...refusal, place: { construct: 'delivery', setting: refusal.place.setting } }));
  return [...new Map(told.map((refusal) => [JSON.stringify(refusal), refusal])).values()];
}
