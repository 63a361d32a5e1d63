import { writeFileSync } from 'node:fs';
import { recordedFile, texts } from '../table';
import { answersOf } from './answers';

writeFileSync(
  recordedFile,
  `[\n${answersOf(texts)
    .map((answer) => JSON.stringify(answer))
    .join(',\n')}\n]\n`,
);
