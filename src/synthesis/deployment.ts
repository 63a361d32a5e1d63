import { Api, type Reference, RefusedRequestError } from '../deploy/api';
import { ApplyError } from '../deploy/apply';
import { onCluster, troubleWith } from '../deploy/cluster';
import { Deployment, type Plan } from '../deploy/deploy';
import { InventoryFile } from '../deploy/inventory';
import { connect, requireContext } from '../deploy/kubectl';
import { liveChange } from '../deploy/live';
import { Progress } from '../deploy/progress';
import { NotReadyError } from '../deploy/waiting';
import { InputError } from '../manifests/input-error';
import type { ObjectIndex } from '../manifests/object-index';
import { exitCode, type NamedChange, rendered } from '../report/change/rendered';
import { summaryOf } from '../report/change/text';
import { diagnosticText } from '../report/diagnostics';
import type { Arguments, DeployArguments } from './arguments';
import type { Destination } from './destination';
import { changeFrom, hazardProblem, stuckOn } from './guard';
import { reviewedManifests } from './reviewed';
import { createSecretLine, requiredSecrets } from './secrets';
import type { IndexedSynthesis } from './synthesis';

/** How a deployment ended, as the exit code of the command. */
const exits = { done: 0, failed: 1, unusable: 2, refused: 3, interrupted: 130 } as const;
type Exit = (typeof exits)[keyof typeof exits];

/** The kubeconfig context of an environment. @throws InputError if it names none, or the kubeconfig doesn't have it */
export function contextOf({ name, cluster }: Pick<Destination, 'name' | 'cluster'>): string {
  const context = cluster?.context;
  if (context === undefined) {
    const fix = `add cluster: { context: '...' } to the environment; kubectl config get-contexts lists the names`;
    throw new InputError(`${name} names no cluster`, fix);
  }
  requireContext(context, (known) => {
    const [first] = known.split(/, | or /);
    if (!first) return `log in to the cluster, or correct cluster.context of ${name}`;
    return `log in to the cluster, correct cluster.context of ${name}, or rename one: kubectl config rename-context ${first} ${context}`;
  });
  return context;
}

/** `npm run deploy`: applies the manifests of an environment to its cluster, or shows what that would do. */
export async function deploy(synthesis: IndexedSynthesis, { format }: Arguments, asked: DeployArguments, output: string): Promise<Exit> {
  const { environment } = synthesis;
  const { name } = environment;
  const manifests = reviewedManifests(output, synthesis, asked.uncommitted || asked.dryRun);
  const context = contextOf(environment);
  const stop = interruption();
  const progress = new Progress(process.stdout);
  const connection = await connect(context);
  const api = new Api(connection.socket, { context, signal: stop.signal });
  const { signal } = stop;
  const deployment = new Deployment({
    environment: name,
    manifests,
    api,
    progress,
    signal,
    timeout: asked.timeout,
    hazardsIn: (live) => stuckOn(synthesis, live),
  });
  try {
    const plan = await deployment.plan();
    if (asked.dryRun) return show(synthesis, plan, format);
    if (plan.hazards.length > 0) return refuse(synthesis, plan, context);
    progress.line(`${summaryOf(plan.result, name)}, in ${context}`);
    for (const line of await missingSecrets(api, manifests)) progress.line(line);
    await deployment.run(plan);
    progress.line(`${name} is deployed: ${deployment.summary.text()}`);
    return exits.done;
  } catch (error) {
    progress.show([]);
    return tell(error, { name, context, deployment, isInterrupted: signal.aborted, isPreview: asked.dryRun });
  } finally {
    stop.end();
    connection.close();
  }
}

/** The Secrets that pods will wait for: whoever deploys can create them meanwhile. Their values aren't read. */
async function missingSecrets(api: Api, manifests: ObjectIndex): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const secret of requiredSecrets(manifests)) {
    const { namespace, name } = secret;
    if (await mayBeThere(api, { apiVersion: 'v1', kind: 'Secret', namespace, name })) continue;
    lines.push(`  missing    Secret/${namespace}/${name}: ${createSecretLine(secret, api.context)}`);
  }
  return lines;
}

const WITHOUT_VALUES = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

async function mayBeThere(api: Api, secret: Reference): Promise<boolean> {
  try {
    return (await api.read(secret, WITHOUT_VALUES)) !== undefined;
  } catch (error) {
    // Whoever may deploy need not be allowed to see Secrets.
    if (error instanceof RefusedRequestError) return true;
    throw error;
  }
}

/** `npm run diff -- ENVIRONMENT --live`: what an apply of a fresh synth would change in the cluster. */
export async function showLive(syntheses: readonly IndexedSynthesis[], { format }: Arguments): Promise<number> {
  const changes: NamedChange[] = [];
  for (const synthesis of syntheses) {
    const { environment, index } = synthesis;
    const context = contextOf(environment);
    const found = await onCluster(context, async (api) => {
      const inventory = await new InventoryFile(api, environment.name, index.objects).read();
      return liveChange(api, inventory, index);
    });
    changes.push(changeFrom(synthesis, found));
  }
  process.stdout.write(rendered(changes, format, process.stdout.isTTY && !process.env['NO_COLOR']));
  return exitCode(changes);
}

/** A signal that Ctrl-C aborts; a second one ends the process. */
function interruption(): { readonly signal: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const names = ['SIGINT', 'SIGTERM'] as const;
  for (const name of names) process.once(name, abort);
  const end = () => {
    for (const name of names) process.off(name, abort);
  };
  return { signal: controller.signal, end };
}

function show(synthesis: IndexedSynthesis, plan: Plan, format: Arguments['format']): Exit {
  const change = changeFrom(synthesis, plan);
  process.stdout.write(rendered([change], format, process.stdout.isTTY && !process.env['NO_COLOR']));
  return plan.hazards.length > 0 ? exits.refused : exits.done;
}

function refuse({ environment }: IndexedSynthesis, { hazards }: Plan, context: string): Exit {
  const base = `the cluster of ${context}`;
  for (const hazard of hazards) console.error(diagnosticText(hazardProblem(environment.name, base, hazard)));
  console.error(`${hazards.length === 1 ? '1 problem' : `${hazards.length} problems`}: nothing was applied, ${base} is unchanged`);
  return exits.refused;
}

interface Ended {
  readonly name: string;
  readonly context: string;
  readonly deployment: Deployment;
  readonly isInterrupted: boolean;
  readonly isPreview: boolean;
}

/** Says why a deployment ended, and what it has done. @throws what isn't about the cluster */
function tell(error: unknown, { name, context, deployment, isInterrupted, isPreview }: Ended): Exit {
  const { pending, summary } = deployment;
  const reasons = error instanceof NotReadyError ? error.reasons : [];
  const why = isInterrupted ? 'interrupted' : whyOf(error, context);
  const [next] = pending;
  console.error(`error: ${name}: ${[why, ...reasons.map((reason) => `  ${reason}`)].join('\n')}`);
  if (isPreview) {
    console.error(`nothing was applied; fix the cause and run npm run deploy -- ${name} --dry-run again`);
    return isInterrupted ? exits.interrupted : exits.failed;
  }
  const rest =
    next === undefined
      ? 'everything is applied'
      : `${pending.length === 1 ? '1 object is' : `${pending.length} objects are`} not, from ${next} on`;
  console.error(`${summary.applied} of ${summary.applied + pending.length} objects are applied (${summary.text()}); ${rest}`);
  console.error(`fix the cause and run npm run deploy -- ${name} again, which continues; or revert the commit, and deploy that`);
  return isInterrupted ? exits.interrupted : exits.failed;
}

function whyOf(error: unknown, context: string): string {
  if (error instanceof ApplyError || error instanceof NotReadyError) return error.message;
  const trouble = troubleWith(error, context);
  if (trouble === undefined) throw error;
  return trouble;
}
