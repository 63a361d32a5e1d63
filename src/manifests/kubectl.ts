/** `kubectl` in a command of a message, with the context that an environment names: whoever pastes it may be in another one. */
export function kubectlFor(context: string | undefined): string {
  return context === undefined ? 'kubectl' : `kubectl --context ${quoted(context)}`;
}

/** As a shell takes it for one word. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
