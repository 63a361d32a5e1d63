import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { InputError, reasonOf } from './input-error';

/** A larger file is not a manifest: parsing it would take minutes and gigabytes, and a stream may be infinite. */
const mostMebibytes = 24;

/** The text of a file, or of standard input for 0. Anything but UTF-8, and anything larger than `most` MiB, is an {@link InputError}. */
export function readText(path: string | number, name: string, most = mostMebibytes): string {
  return decoded(readBytes(path, name, most), name);
}

function readBytes(path: string | number, name: string, most: number): Buffer {
  try {
    const file = typeof path === 'number' ? path : openSync(path, 'r');
    try {
      return readWhole(file, name, most);
    } finally {
      if (file !== path) closeSync(file);
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'EISDIR')
      throw new InputError('a folder, not a file', 'name a file in it', { file: name });
    throw new InputError(reasonOf(error), 'check that it exists and is readable', { file: name });
  }
}

/** All files are read through one buffer: to allocate one takes longer than to read most of them. */
let chunk: Buffer | undefined;

function readWhole(file: number, name: string, most: number): Buffer {
  const chunks: Buffer[] = [];
  chunk ??= Buffer.allocUnsafe(2 ** 20);
  for (let bytes = 0; bytes <= most * 2 ** 20; ) {
    const read = readSync(file, chunk);
    if (read === 0) return Buffer.concat(chunks);
    chunks.push(Buffer.from(chunk.subarray(0, read)));
    bytes += read;
  }
  throw new InputError(`file too large, the limit is ${most} MiB`, 'split the file', { file: name });
}

function decoded(bytes: Buffer, name: string): string {
  const encoding = utf16(bytes);
  // kubectl searches for '---' byte by byte, so it reads only the first document of a UTF-16 file.
  if (encoding)
    throw new InputError(`the encoding is ${encoding}, of which kubectl reads only the first document`, 'save it as UTF-8', { file: name });
  if (bytes.includes(0)) throw new InputError('binary file', 'name a YAML or JSON file', { file: name });
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new InputError('invalid UTF-8', 'save it as UTF-8', { file: name, line: lineOfFault(bytes) });
}

/** Detected by the byte order mark, or by a zero byte next to the first letter, since YAML and JSON start with ASCII. */
function utf16([first, second]: Buffer): string | undefined {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'UTF-16 (little-endian)';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== undefined && second !== 0)) return 'UTF-16 (big-endian)';
  return undefined;
}

function lineOfFault(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    if (!isUtf8(bytes.subarray(start, end < 0 ? undefined : end))) break;
    start = end + 1;
  }
  return line;
}
