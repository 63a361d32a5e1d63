import { writeFileSync } from 'node:fs';
import { answerPicture } from './answer';

/** `npm run picture`: draws docs/answer.svg. */
answerPicture().then((picture) => writeFileSync('docs/answer.svg', picture));
