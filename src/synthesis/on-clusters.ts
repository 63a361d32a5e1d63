import { InputError, InputErrors } from '../manifests/input-error';
import { diagnosticText } from '../report/diagnostics';
import { type Arguments, requireKnown, requireOne } from './arguments';
import { allDelivered } from './delivery-change';
import { deploy, showLive } from './deployment';
import type { Destination } from './destination';
import { showing } from './progress';
import { sharedContexts } from './shared-contexts';
import { type Build, type IndexedSynthesis, indexedSynthesisOf, type SynthesisOptions } from './synthesis';

/**
 * `npm run deploy`, and `npm run diff -- ENVIRONMENT --live`: what connects to the clusters of environments. The exit code is that of the process.
 *
 * @param output the folder that holds the environments' folders
 */
export async function onClusters<D extends Destination>(
  output: string,
  environments: readonly D[],
  build: Build<D>,
  asked: Arguments,
  options: SynthesisOptions,
): Promise<void> {
  const { names, deploy: deploying } = asked;
  const known = environments.map(({ name }) => name);
  try {
    if (deploying) requireOne(known, names);
    requireKnown(known, names);
    const named = environments.filter(({ name }) => names.length === 0 || names.includes(name));
    const syntheses = named.map((environment) => showing(environment.name, () => indexedSynthesisOf(environment, build, options)));
    const problems = [
      ...syntheses.flatMap(({ files, problems }) => (files.length > 0 && !deploying ? [] : problems)),
      ...sharedContexts(allDelivered(output, environments, syntheses)),
    ];
    for (const problem of problems) console.error(diagnosticText(problem));
    if (problems.length > 0) process.exitCode = 2;
    else
      process.exitCode = deploying
        ? await deploy(syntheses[0] as IndexedSynthesis, asked, deploying, output)
        : await showLive(syntheses, asked);
  } catch (error) {
    if (!(error instanceof InputError || error instanceof InputErrors)) throw error;
    console.error(`error: ${error.message}`);
    process.exitCode = 2;
  }
}
