import { writeFile } from 'node:fs/promises';
import { OutputError } from './output.ts';

/**
 * Writes `content` to `file`, which `option` named.
 *
 * @throws OutputError if it cannot be written.
 */
export async function writeOutputFile(file: string, content: Uint8Array, option: string): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw new OutputError(`${option} ${file}`, error);
  }
}
