import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigurationError } from '../configuration-error.ts';

/** Only the account that runs headquarters may read what lies here. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

class SecretFileError extends ConfigurationError {
  constructor(path: string, problem: unknown) {
    super(
      `${path} cannot be used: ${(problem as Error).message}; it must be readable and writable for the account that runs headquarters`,
    );
  }
}

/**
 * What a file holds that is made once and then kept for ever. Where it is missing, what `make` gives is written so that a
 * power cut leaves all of it or nothing; of two processes that come at once one makes it, and both read the same.
 */
export async function keepOnce(path: string, make: () => Promise<string>): Promise<string> {
  try {
    const there = await readIfThere(path);
    if (there !== null) return there;
    await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
    await writeNew(path, await make());
    return await readFile(path, 'utf8');
  } catch (problem) {
    throw new SecretFileError(path, problem);
  }
}

/** The text of a file, or null where there is none. */
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw problem;
  }
}

/** A link does not replace what somebody else has put there in between. */
async function writeNew(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx', FILE_MODE);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(temporary, path).catch((problem: NodeJS.ErrnoException) => {
      if (problem.code !== 'EEXIST') throw problem;
    });
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
  await syncFolder(dirname(path));
  await syncFolder(dirname(dirname(path)));
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
