import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deviceOf, listSerialDevices, type SerialDevice } from '@pingan/firmware-bridge/board/serial-devices';

const PLUGGED: readonly SerialDevice[] = [
  { path: '/dev/ttyS0', serialNumber: undefined },
  { path: '/dev/ttyACM0', serialNumber: '85735313932351F06161' },
  { path: '/dev/ttyACM1', serialNumber: 'A50285BI' },
];

describe('finding a board among the serial devices', () => {
  it('goes by the serial number, whatever the device is called today', () => {
    expect(deviceOf({ serialNumber: 'a50285bi', port: '/dev/ttyACM0' }, PLUGGED)).toBe('/dev/ttyACM1');
    expect(deviceOf({ serialNumber: 'A50285BI' }, PLUGGED)).toBe('/dev/ttyACM1');
  });

  it('goes by the port where no serial number is given, or the device has none', () => {
    expect(deviceOf({ port: '/dev/ttyUSB0' }, PLUGGED)).toBe('/dev/ttyUSB0');
    expect(deviceOf({ port: '/dev/pts/3', serialNumber: 'FF' }, PLUGGED)).toBe('/dev/pts/3');
  });

  it('never takes the device of another board because it has the right name', () => {
    const find = () => deviceOf({ port: '/dev/ttyACM0', serialNumber: 'FF' }, PLUGGED);
    expect(find).toThrow('no serial device has the USB serial number FF');
    expect(find).toThrow('plugged in now: 85735313932351F06161, A50285BI');
  });
});

describe('the list of serial devices', () => {
  let root: string;
  beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'serial-devices-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const folders = () => ({ sysTty: join(root, 'class/tty'), byId: join(root, 'by-id'), dev: '/dev' });
  const noUdevadm = () =>
    Promise.reject(Object.assign(new Error('spawn udevadm ENOENT'), { code: 'ENOENT' }));

  function usbDevice(name: string, depth: string, serial: string): void {
    const usb = join(root, `usb-${name}`);
    mkdirSync(join(usb, depth), { recursive: true });
    writeFileSync(join(usb, 'serial'), `${serial}\n`);
    mkdirSync(join(folders().sysTty, name), { recursive: true });
    symlinkSync(join(usb, depth), join(folders().sysTty, name, 'device'));
  }

  it('comes from the operating system where that can tell', async () => {
    expect(await listSerialDevices(() => Promise.resolve(PLUGGED), folders())).toEqual(PLUGGED);
  });

  it('comes from the files of the kernel where udevadm is missing', async () => {
    usbDevice('ttyACM0', '1-1:1.0', '85735313932351F06161');
    usbDevice('ttyUSB3', '1-2:1.0/ttyUSB3', 'A50285BI');
    mkdirSync(join(folders().sysTty, 'ttyS0'));
    const found = await listSerialDevices(noUdevadm, folders());
    expect([...found].sort((a, b) => a.path.localeCompare(b.path))).toEqual([
      { path: '/dev/ttyACM0', serialNumber: '85735313932351F06161' },
      { path: '/dev/ttyUSB3', serialNumber: 'A50285BI' },
    ]);
  });

  it('reads the names under by-id too', async () => {
    mkdirSync(folders().byId);
    symlinkSync(
      '../ttyACM7',
      join(folders().byId, 'usb-Arduino__www.arduino.cc__0043_85735313932351F06161-if00'),
    );
    symlinkSync('../ttyUSB0', join(folders().byId, 'usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0'));
    expect(await listSerialDevices(noUdevadm, folders())).toEqual([
      { path: join(root, 'ttyACM7'), serialNumber: '85735313932351F06161' },
      { path: join(root, 'ttyUSB0'), serialNumber: 'A50285BI' },
    ]);
  });

  it('is empty, not broken, on a machine that has none of this', async () => {
    expect(await listSerialDevices(noUdevadm, folders())).toEqual([]);
  });

  it('does not hide any other trouble', async () => {
    await expect(listSerialDevices(() => Promise.reject(new Error('no memory')), folders())).rejects.toThrow(
      'no memory',
    );
  });
});
