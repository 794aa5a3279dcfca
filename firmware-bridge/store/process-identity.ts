import { errorCode, type FileSystem } from './file-system.ts';

/**
 * Which process, so exactly that a process id used again by another program, or after a restart of the machine, is
 * not mistaken for it. `boot` and `started` are null where the system does not tell.
 */
export interface ProcessIdentity {
  pid: number;
  /** When it took the lock, by a wall clock that may be wrong: for people to read. */
  since: string;
  /** Identity of the machine's current run. */
  boot: string | null;
  /** Start of the process in clock ticks since the machine's. */
  started: string | null;
}

const BOOT_ID = '/proc/sys/kernel/random/boot_id';
/** `starttime` in proc(5), counted after the command name, which may itself hold blanks and brackets. */
const START_TIME_FIELD = 19;

export async function identify(fileSystem: FileSystem): Promise<ProcessIdentity> {
  return {
    pid: process.pid,
    since: new Date().toISOString(),
    boot: await readBoot(fileSystem),
    started: await readStart(process.pid, fileSystem),
  };
}

/** Whether exactly this process is still there. */
export async function isRunning(identity: ProcessIdentity, fileSystem: FileSystem): Promise<boolean> {
  const boot = await readBoot(fileSystem);
  if (boot !== null && identity.boot !== null) {
    if (boot !== identity.boot) return false;
    return (await readStart(identity.pid, fileSystem)) === identity.started;
  }
  try {
    process.kill(identity.pid, 0);
    return true;
  } catch (problem) {
    // EPERM: it is there, and somebody else's.
    return errorCode(problem) === 'EPERM';
  }
}

async function readBoot(fileSystem: FileSystem): Promise<string | null> {
  const bytes = await fileSystem.read(BOOT_ID);
  return bytes === null ? null : Buffer.from(bytes).toString('utf8').trim();
}

async function readStart(pid: number, fileSystem: FileSystem): Promise<string | null> {
  let bytes: Uint8Array | null;
  try {
    bytes = await fileSystem.read(`/proc/${pid}/stat`);
  } catch (problem) {
    // The process ended between opening and reading.
    if (errorCode(problem) === 'ESRCH') return null;
    throw problem;
  }
  if (bytes === null) return null;
  const text = Buffer.from(bytes).toString('utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[START_TIME_FIELD] ?? null;
}
