import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { Started } from './processes';

/** A cold server on a loaded machine has been seen to need 20. */
const SECONDS = 60;

/** Waits until the server says that it is ready. There is nothing to watch before that, so this is the one place that polls. */
export async function ready(url: string, certificate: string, server: Started): Promise<void> {
  const deadline = Date.now() + SECONDS * 1000;
  while (!(existsSync(certificate) && (await answers(`${url}/readyz`, certificate)))) {
    if (Date.now() > deadline) throw new Error(`${server.name} was not ready after ${SECONDS} s; its log is ${server.log}`);
    await pause(50);
  }
}

function answers(url: string, certificate: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(url, { ca: readFileSync(certificate), timeout: 1000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(false));
    asked.end();
  });
}
