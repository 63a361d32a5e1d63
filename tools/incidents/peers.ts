import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What another tool says of an incident. */
export interface Seen {
  /** What it says of the broken twin and not of the mended one: its check, what that says, and the object. */
  readonly only: readonly string[];

  /** How many findings it has in the mended twin. */
  readonly mended: number;
}

/** What other tools say of every incident, as `npm run incidents:peers` recorded it. */
export interface Peers {
  /** The version of each tool. */
  readonly versions: Readonly<Record<string, string>>;

  /** By incident and tool. */
  readonly findings: Readonly<Record<string, Readonly<Record<string, Seen>>>>;
}

/** Where the findings of the peers are kept. */
export const peersFile = join(__dirname, '../../test/incidents/peers.json');

/** The findings of the peers. */
export const peers: Peers = JSON.parse(readFileSync(peersFile, 'utf8'));
