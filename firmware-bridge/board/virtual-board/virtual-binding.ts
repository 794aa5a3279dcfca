import type { PortDescription, PortOptions, SerialBinding, SerialBindingPort } from './serial-binding.ts';
import type { VirtualBoard } from './virtual-board.ts';

/** A read was given up because the port closed; node-serialport wants `canceled` on it. */
class ReadCanceled extends Error {
  readonly canceled = true;
}

/**
 * A node-serialport binding whose one port is the emulated Uno: the real serial port code runs, only the calls to the
 * operating system are replaced. Needs no pseudo-terminal and works on any platform.
 */
export function virtualBinding(board: VirtualBoard): SerialBinding {
  let open: VirtualPort | undefined;
  return {
    list: () => Promise.resolve([portInfo(board.path)]),
    open: (options) => {
      if (!board.plugged)
        return Promise.reject(new Error(`Error: No such file or directory, cannot open ${options.path}`));
      if (open?.isOpen)
        return Promise.reject(new Error('Error Resource temporarily unavailable Cannot lock port'));
      open = new VirtualPort(board, options);
      return Promise.resolve(open);
    },
  };
}

interface WaitingRead {
  buffer: Buffer;
  offset: number;
  length: number;
  resolve: (result: { buffer: Buffer; bytesRead: number }) => void;
  reject: (error: Error) => void;
}

/** The open port of an emulated Uno. */
export class VirtualPort implements SerialBindingPort {
  readonly openOptions: PortOptions;
  isOpen = true;
  readonly #board: VirtualBoard;
  #received: Uint8Array[] = [];
  #waiting: WaitingRead | undefined;
  #cut = false;

  constructor(board: VirtualBoard, options: PortOptions) {
    this.openOptions = options;
    this.#board = board;
    board.on('bytes', this.#onBytes);
    board.once('unplugged', this.#onUnplugged);
    // Opening asserts DTR, which resets a Uno.
    board.reset();
  }

  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }> {
    if (this.#cut) return Promise.reject(new Error('EIO: i/o error, read'));
    if (!this.isOpen) return Promise.reject(new ReadCanceled('port is not open'));
    return new Promise((resolve, reject) => {
      this.#waiting = { buffer, offset, length, resolve, reject };
      this.#serveRead();
    });
  }

  write(buffer: Buffer): Promise<void> {
    if (this.#cut || !this.isOpen) return Promise.reject(new Error('EIO: i/o error, write'));
    this.#board.send(Uint8Array.from(buffer));
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.isOpen = false;
    this.#board.off('bytes', this.#onBytes);
    this.#board.off('unplugged', this.#onUnplugged);
    this.#endRead(new ReadCanceled('port was closed'));
    return Promise.resolve();
  }

  set(flags: { dtr?: boolean }): Promise<void> {
    if (flags.dtr) this.#board.reset();
    return Promise.resolve();
  }

  get(): Promise<{ cts: boolean; dsr: boolean; dcd: boolean }> {
    return Promise.resolve({ cts: true, dsr: true, dcd: true });
  }

  getBaudRate(): Promise<{ baudRate: number }> {
    return Promise.resolve({ baudRate: this.openOptions.baudRate });
  }

  update(): Promise<void> {
    return Promise.resolve();
  }

  flush(): Promise<void> {
    this.#received = [];
    return Promise.resolve();
  }

  drain(): Promise<void> {
    return Promise.resolve();
  }

  #onBytes = (bytes: Uint8Array): void => {
    this.#received.push(bytes);
    this.#serveRead();
  };

  #onUnplugged = (): void => {
    this.#cut = true;
    this.#endRead(new Error('EIO: i/o error, read'));
  };

  #serveRead(): void {
    const read = this.#waiting;
    const chunk = this.#received.shift();
    if (!chunk) return;
    if (!read) {
      this.#received.unshift(chunk);
      return;
    }
    this.#waiting = undefined;
    if (chunk.length > read.length) this.#received.unshift(chunk.subarray(read.length));
    const fitting = chunk.subarray(0, read.length);
    read.buffer.set(fitting, read.offset);
    read.resolve({ buffer: read.buffer, bytesRead: fitting.length });
  }

  #endRead(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}

function portInfo(path: string): PortDescription {
  return { path, manufacturer: 'Arduino (emulated)', vendorId: '2341', productId: '0043' };
}
