import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, getJson, Half, journeyFolder, ROOT, startBus, totals, until } from './halves.ts';
import { Screen } from './screen.ts';

const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

const REHEARSAL = join(ROOT, 'device-config/profiles/rehearsal.yaml');

function command(script: string, args: string[]): Half {
  const half = new Half(script, args);
  toStop.push(() => half.kill('SIGKILL'));
  return half;
}

async function rehearsal(data: string) {
  const ports = { kiosk: await freePort(), headquarters: await freePort(), broker: await freePort() };
  const args = ['--kiosk-port', `${ports.kiosk}`, '--headquarters-port', `${ports.headquarters}`];
  return command('firmware-bridge/dist/rehearsal/start.js', [
    ...args,
    '--broker-port',
    `${ports.broker}`,
    '--data',
    data,
  ]);
}

describe('npm start', () => {
  it('prints four addresses and Ready, stops at Ctrl-C, and continues where it was when started again', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const first = await (await rehearsal(folder.path)).ready();
    expect(first.lines.map((line) => line.replace(/ http:.*/, ''))).toEqual([
      'Kiosk',
      'Virtual bus',
      'Officer panel',
      'Headquarters',
      'Ready',
    ]);
    const kiosk = first.address('Kiosk');
    expect((await fetch(kiosk)).status).toBe(200);
    expect((await fetch(first.address('Virtual bus'))).status).toBe(200);
    expect((await fetch(first.address('Officer panel'))).status).toBe(200);
    const officer = await Screen.open(kiosk, 'officer');
    const bus = await Screen.open(kiosk, 'virtual-bus');
    const { status } = await bus.wait('status', (message) => message.status.board.state === 'ready');
    officer.send({
      type: 'officer',
      command: { do: 'open-stop', stop: status.stops[0]!.id, purpose: 'rehearsal' },
    });
    await officer.wait('status', (message) => message.status.segment.stop === status.stops[0]!.id);
    await bus.walk('front', 'in');
    await officer.wait('status', (message) => message.status.visits.in === 1);
    // At once: what was counted this second must not need the two seconds of the store.
    expect(await first.kill('SIGINT')).toEqual({ code: 0 });

    const second = await (await rehearsal(folder.path)).ready();
    const again = await Screen.open(second.address('Kiosk'), 'officer');
    await again.wait('status', (message) => message.status.segment.stop === status.stops[0]!.id);
    await until(
      'the visit of the first run is at headquarters',
      async () => (await totals(second.address('Headquarters'))).metrics['door.in']?.[''] === 1,
    );
    expect(await second.kill('SIGTERM')).toEqual({ code: 0 });
  });
});

describe('wrong use and bad surroundings', () => {
  it('refuses a bus without a profile, with an unknown option, with a broken profile: code 2 and a way out', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const broken = folder.write('broken.yaml', 'version: 1\nbus: { id: X }\n');
    for (const [args, words] of [
      [[], /--profile/],
      [['--profil', 'x'], /npm run bus/],
      [['--profile', join(folder.path, 'nowhere.yaml')], /nowhere\.yaml/],
      [['--profile', broken], /broken\.yaml:2/],
    ] as const) {
      const half = command('firmware-bridge/dist/main.js', [...args]);
      expect(await half.exitCode()).toBe(2);
      expect(half.errors).toMatch(words);
    }
  });

  it('names a taken port and the option that chooses another', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    toStop.push(() => squatter.close());
    const { port } = squatter.address() as { port: number };
    const bus = command('firmware-bridge/dist/main.js', [
      '--profile',
      REHEARSAL,
      '--data',
      join(folder.path, 'bus'),
      '--port',
      `${port}`,
    ]);
    expect(await bus.exitCode()).toBe(2);
    expect(bus.errors).toMatch(new RegExp(`${port}[^]*--port`));
    const data = join(folder.path, 'hq');
    for (const args of [
      ['--port', `${port}`, '--broker', `embedded:${await freePort()}`],
      ['--port', `${await freePort()}`, '--broker', `embedded:${port}`],
    ]) {
      const headquarters = command('headquarters/dist/main.js', ['--data', data, ...args]);
      expect(await headquarters.exitCode()).toBe(2);
      expect(headquarters.errors).toContain(`${port}`);
    }
  });

  it('refuses a second bus on the same data and says who holds it', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const options = { profile: REHEARSAL, data: join(folder.path, 'bus'), broker: 'mqtt://127.0.0.1:9' };
    const first = await startBus(options);
    toStop.push(() => first.kill('SIGKILL'));
    const second = command('firmware-bridge/dist/main.js', [
      '--profile',
      REHEARSAL,
      '--data',
      options.data,
      '--port',
      '0',
    ]);
    expect(await second.exitCode()).toBe(2);
    expect(second.errors).toContain(`${first.process.pid}`);
  });

  it('serves visitors without a broker and says so in its health', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const bus = await startBus({
      profile: REHEARSAL,
      data: join(folder.path, 'bus'),
      broker: 'mqtt://127.0.0.1:9',
    });
    toStop.push(() => bus.kill('SIGKILL'));
    const visitor = await Screen.open(bus.address('Kiosk'), 'visitor');
    expect((await visitor.startStory('fake-police')).step.at).toBe('beat');
    const health = await getJson<{ broker: { state: string; detail: string } }>(
      `${new URL(bus.address('Kiosk')).origin}/api/health`,
    );
    expect(health.broker.state).toBe('connecting');
    expect(health.broker.detail).toContain('127.0.0.1:9');
    expect((await bus.kill('SIGTERM')).code).toBe(0);
  });
});
