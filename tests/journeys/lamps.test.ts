import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Half, journeyFolder, ROOT, startBus } from './halves.ts';
import { Screen } from './screen.ts';

const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function rehearsalBus(): Promise<Half> {
  const folder = journeyFolder();
  toStop.push(folder.remove);
  const profile = join(ROOT, 'device-config/profiles/rehearsal.yaml');
  // No broker answers here: the bus serves visitors all the same.
  const half = await startBus({ profile, data: join(folder.path, 'bus'), broker: 'mqtt://127.0.0.1:9' });
  toStop.push(() => half.kill('SIGKILL'));
  return half;
}

describe('a touch on the screen', () => {
  it('lights the lamp on the emulated pin, and the lamp follows the story to its end', async () => {
    const half = await rehearsalBus();
    const bus = await Screen.open(half.address('Kiosk'), 'virtual-bus');
    const visitor = await Screen.open(half.address('Kiosk'), 'visitor');
    const attract = await bus.wait('virtual', ({ lamps }) => (lamps['hushed'] ?? 0) > 0.05);
    expect(attract.lamps['telephone']).toBe(0);

    await visitor.startStory('fake-police');
    await bus.wait('virtual', ({ lamps }) => lamps['telephone']! > 0.5);
    await visitor.touch({ do: 'leave' });
    await bus.wait('virtual', ({ lamps }) => lamps['telephone'] === 0);
  });

  it('for quiet help lights the officer lamp and is counted nowhere', async () => {
    const half = await rehearsalBus();
    const bus = await Screen.open(half.address('Kiosk'), 'virtual-bus');
    const officer = await Screen.open(half.address('Kiosk'), 'officer');
    const visitor = await Screen.open(half.address('Kiosk'), 'visitor');
    await bus.wait('status', ({ status }) => status.board.state === 'ready');
    const before = (await officer.wait('status', () => true)).status.backlog.records;

    visitor.send({ type: 'worried', on: true });
    await bus.wait('virtual', ({ lamps }) => lamps['officer'] === 1);
    await officer.wait('status', ({ status }) => status.worried.includes('telephone'));
    officer.send({ type: 'officer', command: { do: 'answered', station: 'telephone' } });
    await bus.wait('virtual', ({ lamps }) => lamps['officer'] === 0);
    expect((await officer.wait('status', () => true)).status.backlog.records).toBe(before);
  });

  it('finds the lamps at their levels again after the cable was pulled and plugged', async () => {
    const half = await rehearsalBus();
    const bus = await Screen.open(half.address('Kiosk'), 'virtual-bus');
    const visitor = await Screen.open(half.address('Kiosk'), 'visitor');
    await bus.wait('status', ({ status }) => status.board.state === 'ready');
    await visitor.startStory('fake-police');
    await bus.wait('virtual', ({ lamps }) => lamps['telephone']! > 0.5);

    bus.send({ type: 'virtual', command: { do: 'cable', plugged: false } });
    await bus.wait('status', ({ status }) => status.board.state === 'lost');
    await visitor.touch({ do: 'leave' });
    await visitor.startStory('fake-police');
    bus.send({ type: 'virtual', command: { do: 'cable', plugged: true } });
    await bus.wait('status', ({ status }) => status.board.state === 'ready');
    await bus.wait('virtual', ({ lamps }) => lamps['telephone']! > 0.5);
  });
});
