import { lstatSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ReadStream } from 'node:tty';

/** This machine cannot make a pseudo-terminal. */
export class PseudoTerminalUnavailable extends Error {
  override name = 'PseudoTerminalUnavailable';
}

/** The native half of node-pty; not public API, so the package's version is pinned. */
interface NativePty {
  open(columns: number, rows: number): { master: number; slave: number; pty: string };
}

/** A pseudo-terminal whose far end looks like a serial device to any program. */
export class PseudoTerminal {
  /** Device a client opens, such as /dev/pts/3. */
  readonly device: string;
  readonly #master: number;
  readonly #fromClient: ReadStream;
  readonly #heldOpen: ReadStream;
  readonly #link: string | undefined;

  /**
   * Opens the terminal and lets `link`, if given, point at it.
   * @throws PseudoTerminalUnavailable where node-pty has no binary for this platform, or `link` names something else.
   */
  constructor(parts: { link: string | undefined; onBytes: (bytes: Uint8Array) => void }) {
    if (parts.link !== undefined) removeLink(parts.link);
    const { master, slave, pty } = nativePty().open(80, 24);
    this.device = pty;
    this.#master = master;
    this.#link = parts.link;
    // Between clients the master would read EIO; holding the slave open keeps it alive, raw mode keeps bytes as they are.
    this.#heldOpen = new ReadStream(slave);
    this.#heldOpen.setRawMode(true);
    this.#heldOpen.pause();
    this.#fromClient = new ReadStream(master);
    this.#fromClient.on('data', parts.onBytes);
    this.#fromClient.on('error', () => {
      /* EIO while closing: the far end is gone, which is what closing means */
    });
    if (parts.link !== undefined) symlinkSync(pty, parts.link);
  }

  /** Sends to the client. Bytes nobody reads are dropped once the terminal's buffer is full, as on a real wire. */
  write(bytes: Uint8Array): void {
    try {
      writeSync(this.#master, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }

  /** Pulls the cable: clients get EIO, the link disappears. */
  async close(): Promise<void> {
    if (this.#link !== undefined) removeLink(this.#link);
    const closed = [this.#fromClient, this.#heldOpen].map(
      (stream) => new Promise<void>((resolve) => stream.once('close', () => resolve())),
    );
    this.#fromClient.destroy();
    this.#heldOpen.destroy();
    await Promise.all(closed);
  }
}

/** Removes a link of an earlier run, and nothing but a link. */
function removeLink(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isSymbolicLink())
    throw new PseudoTerminalUnavailable(
      `${path} exists and is not a symbolic link: choose another path for the link`,
    );
  rmSync(path);
}

function nativePty(): NativePty {
  const require = createRequire(import.meta.url);
  try {
    const { requireBinary } = require('@lydell/node-pty/requireBinary.js') as {
      requireBinary: (file: string) => NativePty;
    };
    return requireBinary('pty.node');
  } catch (error) {
    throw new PseudoTerminalUnavailable(
      `no pseudo-terminal on ${process.platform}-${process.arch} (${String(error)}); ` +
        'use a board of kind virtual-uno, which needs none',
    );
  }
}
