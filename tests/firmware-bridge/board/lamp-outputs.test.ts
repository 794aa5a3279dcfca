import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type five from 'johnny-five';
import { describe, expect, it } from 'vitest';
import { wiringOf } from '@pingan/firmware-bridge/board/board-wiring';
import { channelBlock, setUpOf } from '@pingan/firmware-bridge/board/controller-set-up';
import type { FirmataIo } from '@pingan/firmware-bridge/board/firmata-abilities';
import { LampOutputs, trafficLamps } from '@pingan/firmware-bridge/board/lamp-outputs';
import { LightTraffic } from '@pingan/firmware-bridge/board/light-traffic';
import { Pca9685 } from '@pingan/firmware-bridge/board/virtual-board/pca9685';
import { wholeBusProfile } from './whole-bus.ts';

/** The real firmata-io over a port that only keeps what is written. */
function recordingIo(): { io: FirmataIo; written: number[][] } {
  const written: number[][] = [];
  const transport = Object.assign(new EventEmitter(), {
    isOpen: true,
    write: (bytes: Uint8Array) => void written.push([...bytes]),
  });
  const bridge = createRequire(import.meta.resolve('@pingan/firmware-bridge/package.json'));
  const { Firmata } = bridge('firmata-io') as { Firmata: new (port: unknown, options: object) => FirmataIo };
  const io = new Firmata(transport, { reportVersionTimeout: 1_000_000, skipCapabilities: true });
  io.i2cConfig(0);
  written.length = 0;
  return { io, written };
}

const wiring = {
  ...wiringOf('front', wholeBusProfile()),
  lamps: wiringOf('front', wholeBusProfile()).lamps.filter(({ place }) => place.at === 'channel'),
};

describe('light on the wire', () => {
  it('takes exactly the bytes that the traffic has counted', () => {
    const { io, written } = recordingIo();
    const outputs = new LampOutputs({} as five.Board, io, wiring);
    const traffic = new LightTraffic(trafficLamps(wiring), 5.76);
    let messages = 0;
    for (let picture = 0; picture < 40; picture++) {
      const at = picture * 200;
      const values = wiring.lamps.map((_, lamp) => ((picture * 7 + lamp) % 5 === 0 ? picture * 90 : 0));
      traffic.want(values, { urgent: picture % 3 === 0, share: 1 }, at);
      for (let late = 0; late < 200; late++) {
        const message = traffic.next(at + late);
        if (!message) continue;
        written.length = 0;
        outputs.write(message);
        expect(written.map((bytes) => bytes.length)).toEqual([message.bytes]);
        traffic.wrote(message.bytes, at + late);
        messages++;
        if (traffic.markDue) {
          traffic.marked(at + late);
          traffic.answered(at + late);
        }
      }
    }
    expect(messages).toBeGreaterThan(100);
  });

  it('sets a chip up and gives its channels their values', () => {
    const chip = new Pca9685();
    const send = ([...bytes]: readonly number[]) => {
      chip.begin(true);
      for (const byte of bytes) chip.write(byte);
      chip.end();
    };
    send(channelBlock(3, [4095]));
    expect(chip.levels[3]).toBe(0);
    for (const message of setUpOf(wiring, 0).messages) send(message);
    expect(chip.levels.every((level) => level === 0)).toBe(true);
    send(channelBlock(9, [4095, 0, 1, 2048, 4094, 77, 0]));
    expect(chip.levels.slice(8)).toEqual([0, 1, 0, 1 / 4095, 2048 / 4095, 4094 / 4095, 77 / 4095, 0]);
  });
});
