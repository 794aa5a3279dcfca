import { CalibrationDesk } from '@pingan/firmware-bridge/calibration-desk';
import { expect, it } from 'vitest';

function desk(): CalibrationDesk {
  const file = { known: [], keep: () => Promise.resolve() };
  const ledger = { doorCalibrated: () => Promise.resolve() };
  return new CalibrationDesk({ doors: ['front', 'rear'], file: file as never, ledger: ledger as never });
}

it('tells a calibration of a played crowd from that of a person, who may take it over at any step', async () => {
  const one = desk();
  expect([one.isRunning('front'), one.isOfCrowd('front')]).toEqual([false, false]);
  await one.take('front', 'start', 0, 'crowd');
  await one.take('rear', 'start', 0);
  expect([one.isOfCrowd('front'), one.isOfCrowd('rear')]).toEqual([true, false]);
  await one.take('front', 'in', 100, 'crowd');
  expect(one.isOfCrowd('front')).toBe(true);
  await one.take('front', 'in', 200);
  expect([one.isRunning('front'), one.isOfCrowd('front')]).toEqual([true, false]);
});

it('is no crowd’s any more once it is over', async () => {
  const one = desk();
  await one.take('front', 'start', 0, 'crowd');
  await one.take('front', 'cancel', 100);
  expect(one.isOfCrowd('front')).toBe(false);
});
