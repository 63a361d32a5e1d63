import type { Notice } from './report';

/** What somebody should look at in the configuration and the baseline; empty if there is nothing. */
export function noticesText(notices: readonly Notice[] | undefined): readonly string[] {
  if (!notices || notices.length === 0) return [];
  const lines = notices.map(({ place: { file, line, column }, message, fix }) => {
    const where = [file, line, column].filter((part) => part !== undefined).join(':');
    return `  ${where}: ${message}; ${fix}`;
  });
  return [`Configuration:\n${lines.join('\n')}`];
}
