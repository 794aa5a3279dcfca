import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CEILING_LAMPS } from './ceiling-lamps.ts';
import {
  freePort,
  Half,
  journeyFolder,
  pause,
  startBus,
  startHeadquarters,
  totals,
  until,
} from './halves.ts';
import { firstCode, signedIn } from './officer.ts';
import { Screen } from './screen.ts';

const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

const profile = (port: string) => `
version: 1
bus: { id: bench, name: { zh: 试验台, en: bench }, vehicle: room }
purpose: service
plan: { length: 4000, width: 3000 }
content: starter
boards:
  main: { kind: uno, port: ${port} }
doors:
  front:
    name: { zh: 门, en: door }
    outer: { board: main, pin: 2 }
    inner: { board: main, pin: 4 }
lamps:
  ${CEILING_LAMPS}
  officer: { board: main, pin: 12, name: { zh: 民警台, en: desk } }
stations:
  - id: telephone
    name: { zh: 电话展台, en: telephone stand }
    zones: [fraud]
    exhibits: [fake-police]
    panel: { width: 476, height: 268 }
lights: { quietHelp: officer }
clock: { timeZone: Asia/Shanghai, trust: system }
`;

/** The emulated Uno in a process of its own, behind a pseudo-terminal: to the bus it is a serial device like any other. */
class SerialUno {
  readonly half: Half;
  constructor(link: string) {
    this.half = new Half('firmware-bridge/dist/board/virtual-board/serve.js', ['--link', link]);
    toStop.push(() => this.half.kill('SIGKILL'));
  }
  say(command: string): void {
    this.half.process.stdin!.write(`${command}\n`);
  }
  async levels(): Promise<Record<string, number>> {
    const seen = this.half.lines.length;
    this.say('levels');
    await until('the board says its levels', () =>
      this.half.lines.slice(seen).some((line) => line.startsWith('{') || line.startsWith('[')),
    );
    return JSON.parse(
      this.half.lines.slice(seen).find((line) => line.startsWith('{') || line.startsWith('['))!,
    ) as Record<string, number>;
  }
  async walkIn(): Promise<void> {
    for (const beam of ['in 2 low', 'in 4 low', 'in 2 high', 'in 4 high']) {
      this.say(beam);
      await pause(150);
    }
  }
}

describe('a profile that names a serial device', () => {
  it('serves visitors before the device is there, counts service once it is, and heals when it is unplugged', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const link = join(folder.path, 'uno');
    const brokerPort = await freePort();
    const headquarters = await startHeadquarters({
      data: join(folder.path, 'hq'),
      port: await freePort(),
      brokerPort,
    });
    toStop.push(() => headquarters.kill('SIGKILL'));
    const file = folder.write('profile.yaml', profile(link));
    const data = join(folder.path, 'bus');
    const code = firstCode(data);
    const bus = await startBus({
      profile: file,
      data,
      broker: `mqtt://127.0.0.1:${brokerPort}`,
    });
    toStop.push(() => bus.kill('SIGKILL'));
    const officer = await signedIn(bus.address('Kiosk'), code);
    const visitor = await Screen.open(bus.address('Kiosk'), 'visitor');
    const missing = await officer.wait('status', ({ status }) => status.board.state === 'lost');
    expect(missing.status.board.detail).toContain(link);

    const uno = new SerialUno(link);
    await officer.wait('status', ({ status }) => status.board.state === 'ready');
    await uno.walkIn();
    await officer.wait('status', ({ status }) => status.visits.in === 1);
    visitor.send({ type: 'worried', on: true });
    await until('the desk lamp is on', async () => (await uno.levels())['12'] === 1);

    uno.say('unplug');
    await officer.wait('status', ({ status }) => status.board.state === 'lost');
    uno.say('plug');
    await officer.wait('status', ({ status }) => status.board.state === 'ready');
    await until('the desk lamp is on again', async () => (await uno.levels())['12'] === 1);
    await uno.walkIn();
    await uno.walkIn();
    await until(
      'three service visits are at headquarters',
      async () =>
        (await totals(headquarters.address('Headquarters'), 'purpose=service')).metrics['door.in']?.[''] ===
        3,
    );
  });

  it('refuses texts that no bureau has signed off while it counts service', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const file = folder.write('profile.yaml', profile(join(folder.path, 'uno')));
    const data = join(folder.path, 'bus');
    const code = firstCode(data);
    const bus = await startBus({ profile: file, data });
    toStop.push(() => bus.kill('SIGKILL'));
    const visitor = await Screen.open(bus.address('Kiosk'), 'visitor');
    const officer = await signedIn(bus.address('Kiosk'), code);
    const attract = await visitor.wait('step', () => true);
    expect(attract.step).toEqual({ at: 'attract', exhibits: [] });
    const { status } = await officer.wait('status', () => true);
    expect(status.content.reviewPending).toContain('fake-police');
  });
});
