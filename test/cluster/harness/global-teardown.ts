import { observationTable } from './observations';

export default function tearDown(): void {
  console.error(`\n${observationTable()}`);
}
