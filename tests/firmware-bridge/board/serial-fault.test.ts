import { describe, expect, it } from 'vitest';
import { handshakeFault, openFault } from '@pingan/firmware-bridge/board/serial-fault';

const port = '/dev/ttyACM0';

describe('reasons for which a serial device does not open', () => {
  it.each([
    ['missing', 'Error: No such file or directory, cannot open /dev/ttyACM0', 'plug the board in'],
    ['forbidden', 'Error: Permission denied, cannot open /dev/ttyACM0', 'group dialout'],
    ['taken', 'Error Resource temporarily unavailable Cannot lock port', 'in use by another program'],
    ['taken', 'Error: Device or resource busy, cannot open /dev/ttyACM0', 'fuser -v /dev/ttyACM0'],
    [
      'not-a-serial-device',
      'Error: Inappropriate ioctl for device setting custom baud rate of 57600',
      'profile',
    ],
    ['not-a-serial-device', 'Error: Is a directory, cannot open /dev/ttyACM0', 'profile'],
    ['unopenable', 'Error: Input/output error, cannot open /dev/ttyACM0', 'Input/output error'],
  ])('tells %s from the words of the system, and what to do', (kind, message, advice) => {
    const fault = openFault(port, message);
    expect(fault.kind).toBe(kind);
    expect(fault.detail).toContain(port);
    expect(fault.detail).toContain(advice);
  });

  it('tells a board that says nothing from one that says something else', () => {
    expect(handshakeFault(port, 10, 0).detail).toContain('nothing on /dev/ttyACM0 has answered within 10 s');
    expect(handshakeFault(port, 10, 321).detail).toContain('321 bytes came');
    expect(handshakeFault(port, 10, 0).detail).toContain('StandardFirmata');
  });
});
