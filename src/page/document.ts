import { createHash } from 'node:crypto';

/** What an HTML file is made of. */
export interface DocumentParts {
  readonly title: string;
  readonly style: string;
  /** The scripts that may run. @default none */
  readonly scripts?: readonly string[];
  /** HTML. */
  readonly body: string;
}

/** An HTML file whose policy allows its own style and the scripts that are named, by their hashes, and nothing else. */
export function documentOf({ title, style, scripts = [], body }: DocumentParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(scripts, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function policyOf(scripts: readonly string[], style: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    ...(scripts.length > 0 ? [`script-src ${scripts.map(hash).join(' ')}`] : []),
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Text in HTML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
