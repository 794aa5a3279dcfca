import { SerialPort } from 'serialport';
import type { SerialBinding } from './virtual-board/serial-binding.ts';

/** Small, for a board sends a few bytes at a time and node-serialport allocates a read pool of this size. */
const BUFFER_BYTES = 4096;
const CLOSE_WITHIN_MS = 1000;

/** Makes a serial port, not yet open. `binding` replaces the operating system's devices, for an emulated board. */
export function serialLine(path: string, baudRate: number, binding?: SerialBinding): SerialPort {
  const options = { path, baudRate, autoOpen: false, highWaterMark: BUFFER_BYTES };
  // SerialPort takes a binding as its parent class does; only its type leaves it out.
  return new SerialPort(
    (binding ? { ...options, binding } : options) as ConstructorParameters<typeof SerialPort>[0],
  );
}

/** Closes a port in whatever state it is; done when the device is free again, after 1 s at the latest. */
export function closeLine(port: SerialPort): Promise<void> {
  return new Promise((resolve) => {
    const guard = setTimeout(resolve, CLOSE_WITHIN_MS);
    const done = () => {
      clearTimeout(guard);
      resolve();
    };
    if (port.isOpen) port.close(done);
    else if (port.closing) port.once('close', done);
    else done();
  });
}
