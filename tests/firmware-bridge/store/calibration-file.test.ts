import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CalibrationFile } from '@pingan/firmware-bridge/store/calibration-file';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent };
const entries = { hand: 50, machine: 49, seen: 49, missed: 1, ghosts: 0 };
const calibration = (door: string, estimate: number) => ({
  door,
  in: entries,
  out: null,
  error: { estimate, low: estimate - 0.05, high: estimate + 0.05 },
});

let directory: string;
beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'pingan-calibration-'))));
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('the calibration file', () => {
  it('is empty on a fresh bus', async () => {
    expect((await CalibrationFile.open(directory, log)).known).toEqual([]);
  });

  it('keeps the last calibration of each door over a restart', async () => {
    const file = await CalibrationFile.open(directory, log);
    await file.keep(calibration('front', -0.02));
    await file.keep(calibration('rear', 0));
    await file.keep(calibration('front', 0.01));
    const again = await CalibrationFile.open(directory, log);
    expect(again.known).toEqual([calibration('rear', 0), calibration('front', 0.01)]);
  });

  it('has no calibration rather than a wrong one when both copies were damaged', async () => {
    const file = await CalibrationFile.open(directory, log);
    await file.keep(calibration('front', -0.02));
    await file.keep(calibration('front', 0.01));
    await writeFile(join(directory, 'calibration.json.bak'), '{"torn');
    await writeFile(join(directory, 'calibration.json'), 'null');
    expect((await CalibrationFile.open(directory, log)).known).toEqual([]);
  });
});
