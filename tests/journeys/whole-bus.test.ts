import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CEILING_LAMPS } from './ceiling-lamps.ts';
import {
  freePort,
  Half,
  journeyFolder,
  pause,
  ROOT,
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

async function wholeBus() {
  const folder = journeyFolder();
  toStop.push(folder.remove);
  const brokerPort = await freePort();
  const headquarters = await startHeadquarters({
    data: join(folder.path, 'hq'),
    port: await freePort(),
    brokerPort,
  });
  toStop.push(() => headquarters.kill('SIGKILL'));
  const profile = join(ROOT, 'device-config/profiles/rehearsal.yaml');
  const half = await startBus({
    profile,
    data: join(folder.path, 'bus'),
    broker: `mqtt://127.0.0.1:${brokerPort}`,
  });
  toStop.push(() => half.kill('SIGKILL'));
  const kiosk = half.address('Kiosk');
  const bus = await Screen.open(kiosk, 'virtual-bus');
  const officer = await Screen.open(kiosk, 'officer');
  const visitor = await Screen.open(kiosk, 'visitor', 'telephone');
  await bus.wait('status', ({ status }) => status.boards.every(({ state }) => state === 'ready'));
  return { bus, officer, visitor, headquarters: headquarters.address('Headquarters') };
}

const move = (bus: Screen, input: string, active: boolean) =>
  bus.send({ type: 'virtual', command: { do: 'input', input, active } });

async function press(bus: Screen, button: string, forMs = 200): Promise<void> {
  move(bus, `button/${button}`, true);
  await pause(forMs);
  move(bus, `button/${button}`, false);
  await pause(forMs);
}

describe('the whole bus', () => {
  it('lights the lamp of a lock that is lifted, counts the lift, and says that the lock is away', async () => {
    const { bus, officer, headquarters } = await wholeBus();
    move(bus, 'thing/lock-07', false);
    await bus.wait('virtual', ({ lamps }) => lamps['lock-07']! > 0.3);
    await officer.wait('status', ({ status }) => status.things.lifted.includes('lock-07'));
    move(bus, 'thing/lock-07', true);
    await bus.wait('virtual', ({ lamps }) => lamps['lock-07'] === 0);
    await until(
      'the lift is at headquarters',
      async () => (await totals(headquarters)).metrics['object.lift']?.['lock-07'] === 1,
    );
  });

  it('plays a story with handset and buttons alone, and fills the village lantern with it', async () => {
    const { bus, officer, visitor, headquarters } = await wholeBus();
    move(bus, 'handset/telephone', true);
    await visitor.wait('step', ({ step }) => step.at === 'beat' || step.at === 'item');
    for (let presses = 0; visitor.latest('step')!.step.at !== 'result' && presses < 30; presses++) {
      const { revision } = visitor.latest('step')!;
      await press(bus, 'telephone-scam');
      await visitor.wait('step', (step) => step.revision > revision);
    }
    expect(visitor.latest('step')!.step).toMatchObject({ at: 'result', ending: 'safe' });
    move(bus, 'handset/telephone', false);
    await visitor.wait('step', ({ step }) => step.at === 'attract');
    await officer.wait('status', ({ status }) => status.lantern! > 0);
    await until(
      'the story is at headquarters',
      async () => (await totals(headquarters)).metrics['story.finish']?.['fake-police'] === 1,
    );
  });

  it('arms the alarm by press and hold, announces it, sounds when the door opens, and ends by itself', async () => {
    const { bus, officer } = await wholeBus();
    const press = (what: 'hold' | 'release') =>
      officer.send({ type: 'officer', command: { do: 'alarm', press: what } });
    press('hold');
    await officer.wait('status', ({ status }) => status.alarm?.phase === 'arming');
    press('release');
    await officer.wait('status', ({ status }) => status.alarm?.phase === 'disarmed');
    press('hold');
    await officer.wait(
      'status',
      ({ status }) => status.alarm?.phase === 'announced' && status.alarm.announce !== null,
    );
    expect(bus.latest('virtual')!.siren).toBe(false);
    await officer.wait('status', ({ status }) => status.alarm?.phase === 'armed');
    move(bus, 'alarm/magnet', false);
    await bus.wait('virtual', ({ siren }) => siren);
    await bus.wait('virtual', ({ siren }) => !siren);
    const { status } = await officer.wait('status', (message) => message.status.alarm?.phase === 'silenced');
    expect(status.alarm!.timeline.map(({ seen }) => seen)).toEqual(
      expect.arrayContaining(['announced', 'armed', 'door-opened', 'siren-on', 'siren-off']),
    );
  });

  it('goes on counting at the door while the board of the shelves is gone, and heals when it is back', async () => {
    const { bus, officer, headquarters } = await wholeBus();
    move(bus, 'thing/lock-03', false);
    await bus.wait('virtual', ({ lamps }) => lamps['lock-03']! > 0.3);
    bus.send({ type: 'virtual', command: { do: 'cable', plugged: false, board: 'shelf' } });
    await officer.wait('status', ({ status }) =>
      status.boards.some(({ name, state }) => name === 'shelf' && state === 'lost'),
    );
    await officer.wait('status', ({ status }) => status.faults.length > 0);
    await bus.walk('front', 'in');
    await officer.wait('status', ({ status }) => status.visits.in === 1);
    // The beams of the rear door are wired to the lost board: it says that it cannot see, and guesses nobody.
    await bus.walk('rear', 'out');
    const blindAt = (door: string) =>
      officer.latest('status')!.status.doors.find(({ id }) => id === door)!.blind;
    expect(blindAt('rear').now).toBe(true);
    await pause(1_000);
    bus.send({ type: 'virtual', command: { do: 'cable', plugged: true, board: 'shelf' } });
    await officer.wait('status', ({ status }) => status.boards.every(({ state }) => state === 'ready'));
    await bus.wait('virtual', ({ lamps }) => lamps['lock-03']! > 0.3);
    await officer.wait('status', ({ status }) => status.faults.length === 0);
    await officer.wait('status', () => !blindAt('rear').now);
    expect(blindAt('rear').seconds).toBeGreaterThan(0);
    expect(blindAt('front')).toEqual({ seconds: 0, now: false });
    await bus.walk('rear', 'out');
    await officer.wait('status', ({ status }) => status.visits.out === 1);
    const [front, rear] = officer.latest('status')!.status.doors;
    expect([front, rear]).toMatchObject([
      { id: 'front', in: 1, out: 0 },
      { id: 'rear', in: 0, out: 1 },
    ]);
    const seconds = blindAt('rear').seconds;
    await until(
      'the gap is at headquarters',
      async () => (await totals(headquarters)).metrics['door.blind']?.[''] === seconds,
    );
  });

  it('does not count staff who press their button, and shows the interval of a calibrated door', async () => {
    const { bus, officer } = await wholeBus();
    // Button and beams are on two boards whose clocks run apart on a busy computer, and no screen tells of a press by staff.
    await press(bus, 'staff', 1_000);
    await bus.walk('front', 'in');
    const calibrate = (step: 'start' | 'in' | 'finish') =>
      officer.send({ type: 'officer', command: { do: 'calibration', door: 'front', step } });
    calibrate('start');
    await officer.wait('status', ({ status }) => status.doors[0]!.calibrating);
    calibrate('finish');
    await until('too few taps are refused', () => officer.refusals.length > 0);
    for (let n = 0; n < 50; n++) {
      calibrate('in');
      await bus.walk('front', 'in');
    }
    calibrate('finish');
    const { status } = await officer.wait('status', (message) => message.status.doors[0]!.interval !== null);
    expect(status.visits.in).toBe(50);
    expect(status.doors[0]!.interval!.low).toBeLessThanOrEqual(50);
    expect(status.doors[0]!.interval!.high).toBeGreaterThanOrEqual(50);
  });
});

const rigged = (port: string) => `
version: 1
bus: { id: rig, name: { zh: 报警台, en: alarm bench }, vehicle: room }
purpose: training
plan: { length: 4000, width: 3000 }
content: starter
boards:
  main: { kind: uno, port: ${port} }
doors: {}
lamps:
  ${CEILING_LAMPS}
  beacon: { board: main, pin: 12, name: { zh: 警灯, en: beacon } }
stations:
  - id: alarm
    name: { zh: 报警展台, en: alarm stand }
    zones: [alarm]
    exhibits: [fake-police]
    panel: { width: 476, height: 268 }
alarmRig:
  station: alarm
  magnet: { board: main, pin: 2 }
  motion: { board: main, pin: 4 }
  beacon: beacon
  siren: { board: main, pin: 8, oneShotSeconds: 30 }
  soundSeconds: 25
sensors:
  ignition: { board: main, pin: 7 }
clock: { timeZone: Asia/Shanghai, trust: system }
`;

describe('a real board behind a serial device', () => {
  async function riggedBus() {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const link = join(folder.path, 'uno');
    const uno = new Half('firmware-bridge/dist/board/virtual-board/serve.js', ['--link', link]);
    toStop.push(() => uno.kill('SIGKILL'));
    const say = (command: string) => uno.process.stdin!.write(`${command}\n`);
    const siren = async () => {
      const seen = uno.lines.length;
      say('levels');
      await until('the board says its levels', () =>
        uno.lines.slice(seen).some((line) => line.startsWith('[')),
      );
      return (JSON.parse(uno.lines.slice(seen).find((line) => line.startsWith('['))!) as number[])[8];
    };
    await until('the board is there', () => uno.lines.some((line) => line.startsWith('Board')));
    say('in 2 low');
    say('in 7 low');
    const data = join(folder.path, 'bus');
    const code = firstCode(data);
    const start = () => startBus({ profile: folder.write('rig.yaml', rigged(link)), data });
    const bus = await start();
    toStop.push(() => bus.kill('SIGKILL'));
    const officer = await signedIn(bus.address('Kiosk'), code);
    await officer.wait('status', ({ status }) => status.board.state === 'ready');
    return { bus, start, officer, say, siren };
  }

  it('has its siren silenced by the next start when the process is killed while it sounds', async () => {
    const { bus, start, officer, say, siren } = await riggedBus();
    officer.send({ type: 'officer', command: { do: 'alarm', press: 'hold' } });
    await officer.wait('status', ({ status }) => status.alarm?.phase === 'armed');
    say('in 2 high');
    await until('the siren sounds', async () => (await siren()) === 1);
    await bus.kill('SIGKILL');
    // The firmware holds the pin: until somebody starts the bus again only the one-shot in the wiring ends the noise.
    expect(await siren()).toBe(1);
    const again = await start();
    toStop.push(() => again.kill('SIGKILL'));
    await until('the siren is silent', async () => (await siren()) === 0);
  });

  it('shuts down in order when the ignition goes', async () => {
    const { bus, officer, say } = await riggedBus();
    await officer.wait('status', ({ status }) => status.house.shutdown === 'running');
    await pause(1_000);
    say('in 7 high');
    await officer.wait('status', ({ status }) => status.house.shutdown === 'asked');
    expect(await bus.exitCode()).toBe(0);
  });
});
