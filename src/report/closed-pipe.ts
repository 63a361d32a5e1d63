/** Lets a command go on, and end with its own exit code, when whatever read its output has ended: `nines diff | head`. */
export function allowClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners('error').includes(raise)) stream.on('error', raise);
  }
}

function raise(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
