import { basename, dirname } from 'node:path';
import type { FileSystem, NewFile } from '@pingan/firmware-bridge/store/file-system';

/** As Node's errors: the code is what programs look at. */
class DiskError extends Error {
  readonly code: string;
  constructor(code: string, what: string) {
    super(`${code}: ${what}`);
    this.code = code;
  }
}

interface FileNode {
  is: 'file';
  /** What a reader sees now. */
  cached: Buffer;
  /** What is safe. */
  durable: Buffer;
}
interface DirectoryNode {
  is: 'directory';
  cached: Map<string, Node>;
  durable: Map<string, Node>;
}
type Node = FileNode | DirectoryNode;

/** A change of directory entries that is not safe yet. It survives a power cut as a whole or not at all. */
interface Pending {
  directories: DirectoryNode[];
  apply: () => void;
}

/** What a power cut does to everything that was not synced. */
export type Cut = 'drop-unsynced' | 'keep-unsynced' | 'tear';

const SELF_STAT = `${process.pid} (bus (test)) S ${'0 '.repeat(18)}`;

/**
 * A disk in memory that forgets at a power cut what was not synced: file contents (torn at any byte) and directory
 * entries alike, in any combination. `mount()` gives the file system one process sees; after `cut()` or `kill()` that
 * process is dead and every further call of it fails, so mount again.
 */
export class FragileDisk {
  #root = directory();
  #pending: Pending[] = [];
  #steps = 0;
  #cutBefore = Number.POSITIVE_INFINITY;
  #mounted = 0;
  #boots = 1;
  #random: () => number;
  /** Error code of every write from now on, such as ENOSPC or EIO; null while the disk is good. */
  failing: string | null = null;
  /** Paths whose content cannot be read at the moment (EIO). */
  readonly unreadable = new Set<string>();

  constructor(seed = 1) {
    this.#random = randomFrom(seed);
  }

  /** Calls made so far; a cut can fall before each. */
  get steps(): number {
    return this.#steps;
  }

  /** The power goes just before this step (see `steps`); `undefined` for never. */
  cutBefore(step: number | undefined): void {
    this.#cutBefore = step ?? Number.POSITIVE_INFINITY;
  }

  /** Whether the power has gone at the chosen step. */
  get dark(): boolean {
    return this.#steps >= this.#cutBefore;
  }

  /** The power goes and comes back: another boot of the machine. */
  cut(how: Cut = 'tear'): void {
    for (const pending of this.#pending) {
      if (how === 'keep-unsynced' || (how === 'tear' && this.#random() < 0.5)) pending.apply();
    }
    this.#pending = [];
    this.#settle(this.#root, how, new Set());
    this.#boots++;
    this.#mounted++;
    this.#cutBefore = Number.POSITIVE_INFINITY;
  }

  /** kill -9: the process is gone, the machine keeps what it was given. */
  kill(): void {
    this.#mounted++;
  }

  /** Puts bytes on the disk from outside, safely. */
  plant(path: string, bytes: Buffer | string): void {
    const parent = this.#directory(dirname(path));
    const content = Buffer.from(bytes);
    const node: Node = { is: 'file', cached: content, durable: content };
    parent.cached.set(basename(path), node);
    parent.durable.set(basename(path), node);
  }

  /** Takes a file away from outside, safely. */
  erase(path: string): void {
    const parent = this.#directory(dirname(path));
    parent.cached.delete(basename(path));
    parent.durable.delete(basename(path));
  }

  /** Paths of all files under a directory, as a reader sees them now. */
  files(under = '/'): string[] {
    const walk = (node: Node, path: string): string[] =>
      node.is === 'file'
        ? [path]
        : [...node.cached].flatMap(([name, child]) => walk(child, `${path === '/' ? '' : path}/${name}`));
    const start = this.#find(under);
    return start === null ? [] : walk(start, under).sort();
  }

  read(path: string): Buffer | null {
    const node = this.#find(path);
    return node?.is === 'file' ? node.cached : null;
  }

  mount(): FileSystem {
    const mine = ++this.#mounted;
    const step = async <T>(work: () => T): Promise<T> => {
      // Other work of the process goes on in between, as with a real disk.
      await Promise.resolve();
      if (mine !== this.#mounted || this.dark) throw new DiskError('EIO', 'the power is gone');
      this.#steps++;
      return work();
    };
    const changing = <T>(work: () => T) =>
      step(() => {
        if (this.failing !== null) throw new DiskError(this.failing, 'the disk does not take it');
        return work();
      });
    return {
      read: (path) =>
        step(() => {
          if (this.unreadable.has(path)) throw new DiskError('EIO', `${path} cannot be read`);
          return this.#machineFile(path, mine) ?? this.read(path);
        }),
      create: (path) => changing(() => this.#create(path, changing)),
      rename: (from, to) => changing(() => this.#rename(from, to)),
      remove: (path) => step(() => this.#remove(path)),
      list: (path) => step(() => this.#list(path)),
      makeDirectory: (path) => changing(() => this.#makeDirectory(path)),
      removeDirectory: (path) => step(() => this.#remove(path)),
      syncDirectory: (path) => changing(() => this.#syncDirectory(this.#directory(path))),
      size: (path) => step(() => this.read(path)?.length ?? 0),
    };
  }

  #create(path: string, changing: <T>(work: () => T) => Promise<T>): NewFile {
    const parent = this.#directory(dirname(path));
    const before = parent.cached.get(basename(path));
    // Emptying an existing file is a change of its content, creating one a change of its directory.
    const node: FileNode =
      before?.is === 'file' ? before : { is: 'file', cached: Buffer.alloc(0), durable: Buffer.alloc(0) };
    node.cached = Buffer.alloc(0);
    if (before === undefined) this.#link(parent, basename(path), node);
    return {
      write: (bytes) => changing(() => void (node.cached = Buffer.concat([node.cached, bytes]))),
      sync: () => changing(() => void (node.durable = node.cached)),
      close: () => Promise.resolve(),
    };
  }

  #link(parent: DirectoryNode, name: string, node: Node): void {
    parent.cached.set(name, node);
    this.#pending.push({ directories: [parent], apply: () => parent.durable.set(name, node) });
  }

  #rename(from: string, to: string): void {
    const [source, target] = [this.#directory(dirname(from)), this.#directory(dirname(to))];
    const [sourceName, targetName] = [basename(from), basename(to)];
    const node = source.cached.get(sourceName);
    if (node === undefined) throw new DiskError('ENOENT', from);
    source.cached.delete(sourceName);
    target.cached.set(targetName, node);
    this.#pending.push({
      directories: [source, target],
      apply: () => {
        if (source.durable.get(sourceName) === node) source.durable.delete(sourceName);
        target.durable.set(targetName, node);
      },
    });
  }

  #remove(path: string): void {
    const parent = this.#find(dirname(path));
    if (parent?.is !== 'directory') return;
    const node = parent.cached.get(basename(path));
    if (node === undefined) return;
    if (node.is === 'directory' && node.cached.size > 0) throw new DiskError('ENOTEMPTY', path);
    parent.cached.delete(basename(path));
    this.#pending.push({
      directories: [parent],
      apply: () => {
        if (parent.durable.get(basename(path)) === node) parent.durable.delete(basename(path));
      },
    });
  }

  #makeDirectory(path: string): boolean {
    const parent = this.#directory(dirname(path));
    if (parent.cached.has(basename(path))) return false;
    this.#link(parent, basename(path), directory());
    return true;
  }

  #list(path: string): string[] {
    const node = this.#find(path);
    return node?.is === 'directory' ? [...node.cached.keys()] : [];
  }

  #syncDirectory(node: DirectoryNode): void {
    const mine = this.#pending.filter((pending) => pending.directories.includes(node));
    this.#pending = this.#pending.filter((pending) => !mine.includes(pending));
    for (const pending of mine) pending.apply();
  }

  /** After a cut a reader sees what is safe, and of unsynced content any beginning. */
  #settle(node: Node, how: Cut, seen: Set<Node>): void {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.is === 'directory') {
      node.cached = new Map(node.durable);
      for (const child of node.durable.values()) this.#settle(child, how, seen);
      return;
    }
    if (how === 'keep-unsynced') node.durable = node.cached;
    if (how === 'tear' && node.durable !== node.cached) node.durable = this.#torn(node);
    node.cached = node.durable;
  }

  #torn(node: FileNode): Buffer {
    const kind = this.#random();
    if (kind < 0.3) return node.durable;
    const kept = node.cached.subarray(0, Math.floor(this.#random() * (node.cached.length + 1)));
    // Some file systems have the length on disk before the bytes.
    return kind < 0.6 ? kept : Buffer.concat([kept, Buffer.alloc(node.cached.length - kept.length)]);
  }

  /** What Linux tells about the machine and this process, as far as locks ask. */
  #machineFile(path: string, mine: number): Buffer | null {
    if (path === '/proc/sys/kernel/random/boot_id') return Buffer.from(`boot-${this.#boots}\n`);
    return path === `/proc/${process.pid}/stat` ? Buffer.from(`${SELF_STAT}${mine} 0 0\n`) : null;
  }

  #directory(path: string): DirectoryNode {
    const node = this.#find(path);
    if (node?.is === 'directory') return node;
    throw new DiskError(node === null ? 'ENOENT' : 'ENOTDIR', path);
  }

  #find(path: string): Node | null {
    let node: Node = this.#root;
    for (const name of path.split('/').filter((part) => part !== '')) {
      const next: Node | undefined = node.is === 'directory' ? node.cached.get(name) : undefined;
      if (next === undefined) return null;
      node = next;
    }
    return node;
  }
}

function directory(): DirectoryNode {
  return { is: 'directory', cached: new Map(), durable: new Map() };
}

/** Numbers 0..1 that repeat for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
