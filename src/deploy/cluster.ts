import { InputError } from '../manifests/input-error';
import { kubectlFor } from '../manifests/kubectl';
import { Api, type ApiOptions, RefusedRequestError, UnreachableError } from './api';
import { connect } from './kubectl';

/** Reads from the cluster of a context. @throws InputError if it doesn't answer, or refuses */
export async function onCluster<T>(context: string, read: (api: Api) => Promise<T>, options: ApiOptions = {}): Promise<T> {
  const connection = await connect(context);
  try {
    return await read(new Api(connection.socket, { context, ...options }));
  } catch (error) {
    const reason = troubleWith(error, context);
    if (reason === undefined) throw error;
    throw new InputError(reason, `try ${kubectlFor(context)} get namespaces`);
  } finally {
    connection.close();
  }
}

/** Why a cluster can't be used, in words; undefined if it isn't about the cluster. */
export function troubleWith(error: unknown, context: string): string | undefined {
  if (error instanceof UnreachableError) return `the cluster of ${context} doesn't answer: ${error.message}`;
  if (error instanceof RefusedRequestError) return `the cluster of ${context} refuses a request: ${error.message}`;
  return undefined;
}
