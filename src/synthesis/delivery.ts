import { type ApiObject, App, Chart } from 'cdk8s';
import { ArgoCd } from '../constructs/gitops/argo-cd';
import type { GitOpsEnvironment } from '../constructs/gitops/environment';
import type { GitSource } from '../constructs/gitops/git-source';
import { collectRefusals } from '../constructs/parts/refuse';
import type { Diagnostic } from '../manifests/diagnostic';
import { yamlTextOf } from '../manifests/yaml/writer';
import type { Destination } from './destination';
import type { Folder } from './dist';
import type { ManifestFile } from './manifest-file';

/** How an application's manifests reach its clusters: the repository that Argo CD or Flux reads. */
export interface Delivery extends GitSource {
  /** The name of the application, the first part of each Application's name: `shop` for `shop-production`. */
  readonly name: string;
}

/** The files of an environment, synthesized or read. */
export interface DeliveredEnvironment {
  readonly environment: Destination;
  readonly files: readonly { readonly name: string; readonly manifests: readonly object[] }[];
}

/** The folders beside those of the environments, and what is wrong with them. */
export interface DeliveryFolders {
  readonly folders: readonly Folder[];
  readonly problems: readonly Diagnostic[];
}

/** The folder of what Argo CD reads. */
const ARGO_CD = 'argocd';

/** The folders of Argo CD and Flux: `argocd`. Environments without `sync` are in none. */
export function deliveryFolders(delivery: Delivery, delivered: readonly DeliveredEnvironment[]): DeliveryFolders {
  const app = new App({ recordConstructMetadata: false });
  const problems = collectRefusals(app);
  const environments = delivered.flatMap(gitOpsEnvironment);
  const { project, applicationSet } = new ArgoCd(new Chart(app, ARGO_CD), 'delivery', { ...delivery, environments });
  const files = [fileOf('app-project.yaml', project), fileOf('application-set.yaml', applicationSet)];
  return { folders: [{ name: ARGO_CD, files }], problems: problems.map(located) };
}

/** An environment's objects, as `deliveryFolders` takes them. */
export function deliveredOf({
  environment,
  files,
}: {
  readonly environment: Destination;
  readonly files: readonly ManifestFile[];
}): DeliveredEnvironment {
  return { environment, files: files.map(({ name, objects }) => ({ name, manifests: objects.map(({ manifest }) => manifest) })) };
}

function gitOpsEnvironment({ environment, files }: DeliveredEnvironment): readonly GitOpsEnvironment[] {
  const { name, cluster, sync } = environment;
  if (sync === undefined || files.length === 0) return [];
  return [{ name, cluster, sync, manifests: files.flatMap(({ manifests }) => manifests) }];
}

function fileOf(name: string, ...objects: readonly ApiObject[]): Folder['files'][number] {
  return { name, text: objects.map((object) => `---\n${yamlTextOf(object.toJson())}`).join('') };
}

/** A refusal by the setting of the delivery, whose constructs no user writes. */
function located(refusal: Diagnostic): Diagnostic {
  return { ...refusal, place: { construct: 'delivery', setting: refusal.place.setting } };
}
