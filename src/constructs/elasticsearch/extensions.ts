import type { Construct } from 'constructs';
import { isConfigKey } from '../../manifests/names';
import { requireImageName } from '../parts/image';
import { entriesOf } from '../parts/record';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';

/** What is added to the image of Elasticsearch, the same on all nodes of a cluster. */
export interface ElasticsearchExtensions {
  /**
   * An image with plugins, each unpacked in a folder of `/plugins`. An init container copies them into place with its `cp`, so it has a shell. The other way is an
   * image of Elasticsearch of your own (`imageRepository`) in which `elasticsearch-plugin install` ran: nodes can't download anything.
   *
   * @default none
   */
  readonly plugins?: string;

  /**
   * Files of analysis by name, such as synonyms and word lists, mounted in `config/analysis`: an index refers to `analysis/synonyms.txt`. A change rolls
   * out, so the nodes of a shard never disagree for longer than a rolling update takes.
   *
   * @default none
   */
  readonly analysis?: Readonly<Record<string, string>>;
}

// https://kubernetes.io/docs/concepts/configuration/configmap/: etcd accepts no larger object.
const MOST_BYTES = 1024 * 1024;

/** Refuses an image without a version, and files that a ConfigMap can't hold. */
export function requireExtensions(construct: Construct, { plugins, analysis }: ElasticsearchExtensions): void {
  if (plugins !== undefined) requireImageName(construct, 'plugins', plugins);
  const entries = entriesOf(construct, 'analysis', analysis, "{ 'synonyms.txt': 'laptop, notebook' }");
  for (const [name, text] of entries) {
    if (isConfigKey(name) && name !== '__proto__' && typeof text === 'string') continue;
    const message = `must be texts by file name, got ${shown(name)}: ${shown(text)}`;
    refuse(construct, { setting: 'analysis', message, fix: "write names of letters, digits, '-', '_' and '.', and strings" });
  }
  const bytes = entries.reduce((sum, [name, text]) => sum + Buffer.byteLength(name) + Buffer.byteLength(String(text)), 0);
  if (bytes > MOST_BYTES) {
    const message = `must be ${MOST_BYTES} bytes or less to fit in a ConfigMap, got ${bytes}`;
    refuse(construct, { setting: 'analysis', message, fix: 'put large files into an image, or use the synonyms API' });
  }
}
