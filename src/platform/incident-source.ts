import { dirname, isAbsolute, join } from 'node:path';
import type { RecordWindow } from '../cluster/incident-file';
import type { IncidentRecord } from '../cluster/incidents';
import type { IncidentSource } from '../cluster/topology-file';
import { InputError, type InputPlace } from '../manifests/input-error';
import { exists } from '../manifests/read';
import { readText } from '../manifests/text';

/**
 * The record of incidents in a CSV file with the columns `start`, `end`, `cause` and `share`, for {@link Platform.withIncidents}.
 *
 * @param window the first day of the record, and the day after its last. Default: from the first incident to the last
 * @throws InputError on a missing file, and InputErrors on invalid values, each with its line
 */
export function readIncidents(file: string, window: RecordWindow = {}): IncidentRecord {
  return recordFrom(file, window, {});
}

/** The record that a topology file names. */
export function recordIn(source: IncidentSource, topology: string, place: InputPlace): IncidentRecord {
  const { file, ...window } = typeof source === 'string' ? { file: source } : source;
  return recordFrom(isAbsolute(file) ? file : join(dirname(topology), file), window, place);
}

function recordFrom(file: string, window: RecordWindow, place: InputPlace): IncidentRecord {
  if (!exists(file))
    throw new InputError(
      `no such file: ${file}`,
      place.file === undefined ? 'name a CSV file of incidents' : 'name a CSV file, relative to the topology file',
      place,
    );
  // Loaded on first use: few read a record.
  const { incidentRecordOf } = require('../cluster/incident-file') as typeof import('../cluster/incident-file');
  return incidentRecordOf(readText(file, file), file, window);
}
