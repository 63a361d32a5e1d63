import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { Started } from './processes';

/** A cold server on a loaded machine has been seen to need 20. */
const SECONDS = 60;

/** Asks again and again, for the few things that can't be watched. */
export async function poll(what: string, question: () => Promise<boolean>, seconds = SECONDS): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await question())) {
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s for ${what}`);
    await pause(50);
  }
}

/** Waits until the server says that it is ready. */
export async function ready(url: string, certificate: string, server: Started): Promise<void> {
  await poll(
    `${server.name} to be ready; its log is ${server.log}`,
    async () => existsSync(certificate) && (await answers(`${url}/readyz`, certificate)),
  );
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
