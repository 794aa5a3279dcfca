import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { SpeakingBus, calibration, newEpoch } from '../speaking-bus.ts';

let headquarters: RunningHeadquarters;
beforeEach(async () => {
  headquarters = await RunningHeadquarters.start();
});
afterEach(() => headquarters.end());

describe('the calibration of a door', () => {
  test('is taken again without a change, and refused with another error', async () => {
    const bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
    const epoch = newEpoch();
    const said = { door: 'front', tapped: 60, estimate: -1 / 60, low: -0.0885512981708959, high: 0 };
    const record = calibration(bus.name, epoch, 5, said);
    expect(await bus.deliver(record)).toMatchObject([{ outcome: 'stored' }]);
    expect(await bus.deliver(record)).toMatchObject([{ outcome: 'stored' }]);
    expect(headquarters.query('select door, tapped from fact')).toEqual([{ door: 'front', tapped: 60 }]);
    const [changed] = await bus.deliver(calibration(bus.name, epoch, 5, { ...said, high: 0.2 }));
    expect(changed).toMatchObject({ outcome: 'rejected' });
    expect(changed?.why).toContain('already stored with another content');
    await bus.leave();
  });

  test.each([
    ['a door that counts nobody', { estimate: -1, low: -1, high: 0 }],
    ['an interval upside down', { estimate: 0, low: 0.1, high: -0.1 }],
    ['an estimate outside of its interval', { estimate: 0.3, low: -0.1, high: 0.1 }],
  ])('is refused where it says %s, and the door is named', async (_, error) => {
    const bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
    const [receipt] = await bus.deliver(
      calibration(bus.name, newEpoch(), 5, { door: 'rear', tapped: 60, ...error }),
    );
    expect(receipt).toMatchObject({ outcome: 'rejected' });
    expect(receipt?.why).toMatch(/door rear .*Calibrate the door again/);
    await bus.leave();
  });
});
