/** Why there is no board; the words are for the technician and say what to do. */
export interface SerialFault {
  kind:
    | 'missing'
    | 'forbidden'
    | 'taken'
    | 'not-a-serial-device'
    | 'unopenable'
    | 'wrong-firmware'
    | 'unfit'
    | 'unplugged'
    | 'silent'
    | 'driver';
  detail: string;
}

/** Names the reason for which the operating system refused to open a serial device. */
export function openFault(path: string, message: string): SerialFault {
  if (/No such (file or directory|device)/i.test(message))
    return {
      kind: 'missing',
      detail: `serial device ${path} is not there: plug the board in, or correct the board's port in the profile (ls /dev/serial/by-id shows what is plugged in)`,
    };
  if (/Permission denied|Operation not permitted/i.test(message))
    return {
      kind: 'forbidden',
      detail: `no permission to open ${path}: add the service's user to the group dialout (usermod -aG dialout USER) and start the service again`,
    };
  if (/Cannot lock port|Resource busy|resource temporarily unavailable/i.test(message))
    return {
      kind: 'taken',
      detail: `${path} is in use by another program: end it (fuser -v ${path} names it), often a serial monitor or a second bus service`,
    };
  if (/Inappropriate ioctl|Is a directory/i.test(message))
    return {
      kind: 'not-a-serial-device',
      detail: `${path} is not a serial device: correct the board's port in the profile`,
    };
  return { kind: 'unopenable', detail: `cannot open ${path}: ${message.replace(/^Error:?\s*/, '')}` };
}

/** No device has the USB serial number of the board. */
export class BoardNotPlugged extends Error {
  override name = 'BoardNotPlugged';
}

/** Names the reason for which no port could be made at all. */
export function connectFault(path: string, error: unknown): SerialFault {
  if (error instanceof BoardNotPlugged) return { kind: 'missing', detail: error.message };
  return openFault(path, error instanceof Error ? error.message : String(error));
}

/** Nothing that speaks Firmata answered within `seconds`, though `received` bytes came. */
export function handshakeFault(path: string, seconds: number, received: number): SerialFault {
  const heard =
    received === 0
      ? `nothing on ${path} has answered within ${seconds} s`
      : `${received} bytes came from ${path} within ${seconds} s, but no Firmata greeting`;
  return {
    kind: 'wrong-firmware',
    detail: `${heard}: put StandardFirmata on the board, and check that the profile names its port and its baud (57600)`,
  };
}

/** The port closed or failed while in use. */
export function unpluggedFault(path: string, message: string | undefined): SerialFault {
  const why = message === undefined ? '' : ` (${message})`;
  return { kind: 'unplugged', detail: `the board on ${path} is gone${why}: check its cable and its power` };
}

/** The port is open, but the board does not answer the heartbeat any more. */
export function silenceFault(path: string, beats: number): SerialFault {
  return {
    kind: 'silent',
    detail: `the board on ${path} has left ${beats} heartbeats unanswered: press its reset button or pull its cable and plug it in again`,
  };
}

/** The board lacks something the profile asks for. */
export function unfitFault(path: string, problems: readonly string[]): SerialFault {
  return {
    kind: 'unfit',
    detail: `the board on ${path} cannot do what the profile asks: ${problems.join('; ')}`,
  };
}

/** The thread that drives the board stopped by itself. */
export function driverFault(path: string, message: string): SerialFault {
  return {
    kind: 'driver',
    detail: `the driver of the board on ${path} stopped (${message}) and is started anew`,
  };
}
