import { describe, expect, it } from 'vitest';
import { I2cBus, type I2cDevice } from '@pingan/firmware-bridge/board/virtual-board/i2c-bus';
import { Mcp23017 } from '@pingan/firmware-bridge/board/virtual-board/mcp23017';
import { Pca9685 } from '@pingan/firmware-bridge/board/virtual-board/pca9685';

function send(device: I2cDevice, ...bytes: number[]): void {
  device.begin(true);
  for (const byte of bytes) device.write(byte);
  device.end();
}

function read(device: I2cDevice, register: number, count: number): number[] {
  device.begin(true);
  device.write(register);
  device.begin(false);
  const bytes = Array.from({ length: count }, () => device.read());
  device.end();
  return bytes;
}

describe('a PCA9685', () => {
  it('sleeps after power-up, and shows nothing until it is woken', () => {
    const chip = new Pca9685();
    expect(read(chip, 0x00, 1)).toEqual([0x11]);
    send(chip, 0x00, 0x30);
    send(chip, 0x06, 0, 0, 0, 8);
    expect(chip.levels[0]).toBe(0);
    send(chip, 0x00, 0x20);
    expect(chip.levels[0]).toBeCloseTo(0.5, 3);
  });

  it('takes its prescaler only while it sleeps', () => {
    const chip = new Pca9685();
    send(chip, 0xfe, 5);
    expect(chip.frequency).toBeCloseTo(1017, 0);
    send(chip, 0x00, 0x20);
    send(chip, 0xfe, 30);
    expect(chip.frequency).toBeCloseTo(1017, 0);
  });

  it('writes one register again and again without auto-increment', () => {
    const chip = new Pca9685();
    send(chip, 0x06, 1, 2, 3);
    expect(read(chip, 0x06, 1)).toEqual([3]);
    expect(read(chip, 0x07, 1)).toEqual([0]);
  });

  it('changes its outputs when the message ends, and tells of each that changed', () => {
    const changes: [number, number][] = [];
    const chip = new Pca9685((channel, level) => changes.push([channel, level]));
    send(chip, 0x00, 0x20);
    chip.begin(true);
    for (const byte of [0x06, 0, 0x10, 0, 0, 0, 0, 0xff, 0x0f]) chip.write(byte);
    expect(changes).toEqual([]);
    chip.end();
    expect(changes).toEqual([
      [0, 1],
      [1, 1],
    ]);
    send(chip, 0xfa, 0, 0, 0, 0x10);
    expect(chip.levels.every((level) => level === 0)).toBe(true);
  });
});

describe('an MCP23017', () => {
  it('reads open contacts high only where their pull-up is on', () => {
    const chip = new Mcp23017();
    expect(read(chip, 0x12, 2)).toEqual([0, 0]);
    send(chip, 0x0c, 0x81, 0x01);
    expect(read(chip, 0x12, 2)).toEqual([0x81, 0x01]);
    chip.drive(7, false);
    chip.drive(15, true);
    expect(read(chip, 0x12, 2)).toEqual([0x01, 0x81]);
    chip.drive(7, null);
    expect(read(chip, 0x12, 1)).toEqual([0x81]);
  });

  it('shows its own outputs where a channel is none of its inputs', () => {
    const chip = new Mcp23017();
    send(chip, 0x00, 0x0f);
    send(chip, 0x12, 0xa5);
    expect(read(chip, 0x12, 1)).toEqual([0xa0]);
  });

  it('stays within a pair of registers where sequential operation is off', () => {
    const chip = new Mcp23017();
    send(chip, 0x0a, 0x20);
    send(chip, 0x0c, 1, 2, 3);
    expect(read(chip, 0x0c, 3)).toEqual([3, 2, 3]);
  });

  it('forgets everything without power, but the contacts stay as they are', () => {
    const chip = new Mcp23017();
    send(chip, 0x0c, 0xff, 0xff);
    chip.drive(0, true);
    chip.powerUp();
    expect(read(chip, 0x0c, 2)).toEqual([0, 0]);
    expect(read(chip, 0x12, 2)).toEqual([1, 0]);
  });

  it('has 16 channels', () => {
    expect(() => new Mcp23017().drive(16, true)).toThrow('channels 0 to 15, not 16');
  });
});

describe('the I2C bus', () => {
  it('finds no chip at an address that is silent', () => {
    const bus = new I2cBus();
    const chip = new Pca9685();
    bus.add(0x40, chip);
    bus.silence(0x40, true);
    expect(bus.at(0x40)).toBeUndefined();
    bus.silence(0x40, false);
    expect(bus.at(0x40)).toBe(chip);
  });

  it('refuses two chips at one address', () => {
    const bus = new I2cBus();
    bus.add(0x40, new Pca9685());
    expect(() => bus.add(0x40, new Mcp23017())).toThrow('two chips at I2C address 0x40');
  });
});
