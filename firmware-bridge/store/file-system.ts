/** A file that was just created: nothing of it is safe before `sync()` resolved. */
export interface NewFile {
  write(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * What the store needs of a file system. Every call is one step that a power cut can fall between; errors carry
 * Node's `code`. Expected absence is a value: `read` gives null, `list` gives nothing.
 */
export interface FileSystem {
  read(path: string): Promise<Uint8Array | null>;
  /** Creates or empties a file. */
  create(path: string): Promise<NewFile>;
  /** Replaces what is at `to`. */
  rename(from: string, to: string): Promise<void>;
  /** Does nothing where there is no such file. */
  remove(path: string): Promise<void>;
  list(directory: string): Promise<string[]>;
  /** One level; false where the directory is already there. */
  makeDirectory(path: string): Promise<boolean>;
  /** The directory must be empty. */
  removeDirectory(path: string): Promise<void>;
  /** Makes creations, renames and removals inside the directory safe. */
  syncDirectory(path: string): Promise<void>;
  /** Bytes, or 0 where there is no such file. */
  size(path: string): Promise<number>;
}

/** Trouble of the medium itself, which may pass; anything else is a wrong set-up or a fault in the program. */
const DISK_TROUBLE = new Set([
  'ENOSPC',
  'EDQUOT',
  'EIO',
  'EROFS',
  'EMFILE',
  'ENFILE',
  'ENODEV',
  'ENXIO',
  'ETIMEDOUT',
]);

export function errorCode(problem: unknown): string | null {
  return problem instanceof Error && 'code' in problem && typeof problem.code === 'string'
    ? problem.code
    : null;
}

export function isDiskTrouble(problem: unknown): boolean {
  const code = errorCode(problem);
  return code !== null && DISK_TROUBLE.has(code);
}

export function isOutOfSpace(problem: unknown): boolean {
  const code = errorCode(problem);
  return code === 'ENOSPC' || code === 'EDQUOT';
}
