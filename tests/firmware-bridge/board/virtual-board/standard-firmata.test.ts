import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import {
  checkedFirmata,
  standardFirmata,
  UnexpectedFirmware,
} from '@pingan/firmware-bridge/board/virtual-board/standard-firmata';

const bridge = createRequire(import.meta.resolve('@pingan/firmware-bridge/package.json'));

describe('the official firmware', () => {
  it('is found in its npm package', () => {
    const { name, flash, baud } = standardFirmata();
    expect(name).toBe('StandardFirmata 2.5');
    expect(baud).toBe(57_600);
    expect(flash.some((word) => word !== 0)).toBe(true);
  });

  it('is refused when the package brings another build, with the way out', () => {
    const other = bridge.resolve('avrgirl-arduino/junk/hex/uno/StandardFirmata.cpp.hex');
    const load = () => checkedFirmata(readFileSync(other, 'utf8'), other);
    expect(load).toThrow(UnexpectedFirmware);
    expect(load).toThrow('npm ci');
    expect(load).toThrow(other);
  });
});
