import { kubernetesVersion } from './programs';

/** Takes `--kubernetes=VERSION` out of the arguments and hands it on to whatever runs next; an unknown version is refused here. */
export function readArguments(args: readonly string[]): string[] {
  const option = '--kubernetes=';
  const asked = args.filter((arg) => arg.startsWith(option)).pop();
  if (asked !== undefined) Object.assign(process.env, { NINES_KUBERNETES: asked.slice(option.length) });
  kubernetesVersion();
  return args.filter((arg) => !arg.startsWith(option));
}
