import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder for the files of one test file, gone when its tests are done. */
export function folderForTests(): {
  path: string;
  write: (content: string | Uint8Array, name?: string) => string;
} {
  const path = mkdtempSync(join(tmpdir(), 'pingan-config-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  let count = 0;
  return {
    path,
    write(content, name = `file-${++count}.yaml`) {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
  };
}

/** The lines of the message that the error carries, without the name of the file. */
export function faultLines(act: () => unknown, file: string): string[] {
  try {
    act();
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    return problem.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim().replace(`${file}:`, ''));
  }
  return [];
}
