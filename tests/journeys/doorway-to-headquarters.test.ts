import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import {
  freePort,
  type Half,
  journeyFolder,
  pause,
  ROOT,
  startBus,
  startHeadquarters,
  totals,
  until,
} from './halves.ts';
import { MobileLink } from './mobile-link.ts';
import { Screen } from './screen.ts';

/** Longer than the store's two seconds: what was counted by then is on disk. */
const SETTLED_MS = 2_600;

const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});
const stopAfterwards = <T extends Half>(half: T): T => {
  toStop.push(() => half.kill('SIGKILL'));
  return half;
};

/** The rehearsal bus with a short patience, so that a journey need not wait for 100 s of idling. */
function rehearsalProfile(folder: ReturnType<typeof journeyFolder>): string {
  const shipped = readFileSync(join(ROOT, 'device-config/profiles/rehearsal.yaml'), 'utf8');
  folder.write('stops.yaml', readFileSync(join(ROOT, 'device-config/stops/rehearsal.yaml'), 'utf8'));
  const beside = shipped.replace(/^stops: .*$/m, 'stops: stops.yaml').replace(/^officer: .*\n/m, '');
  return folder.write('profile.yaml', beside);
}

async function openBusDoor(kiosk: string): Promise<{ bus: Screen; visitor: Screen }> {
  const bus = await Screen.open(kiosk, 'virtual-bus');
  const visitor = await Screen.open(kiosk, 'visitor');
  await bus.wait('status', ({ status }) => status.board.state === 'ready');
  return { bus, visitor };
}

/** Plays the story to a result, taking `choice` wherever it is offered and otherwise the first one that is. */
async function playStory(visitor: Screen): Promise<void> {
  let shown = await visitor.wait('step', ({ step }) => step.at === 'attract' && step.exhibits.length > 0);
  shown = await visitor.startStory('fake-police');
  while (shown.step.at !== 'result') {
    const step = shown.step;
    shown =
      step.at === 'beat' && step.beat === 'hotel'
        ? await visitor.touch({ do: 'choose', choice: 'hang-up' })
        : await visitor.touch(await nextTouch(visitor, step));
  }
  await visitor.touch({ do: 'leave' });
}

async function nextTouch(visitor: Screen, step: { at: string; beat?: string }) {
  if (step.at === 'item') return { do: 'choose', choice: 'genuine' } as const;
  const pack = await visitor.content();
  const story = pack.exhibits.find(({ id }) => id === 'fake-police');
  const beat = story?.kind === 'story' ? story.beats.find(({ id }) => id === step.beat) : undefined;
  if (step.at === 'beat' && beat && 'choices' in beat.then)
    return { do: 'choose', choice: beat.then.choices[0]!.id } as const;
  return { do: 'next' } as const;
}

describe('from the doorway to headquarters', () => {
  it('keeps every count through a cut link, a killed bus, a killed headquarters and a hostile broker', async () => {
    const folder = journeyFolder();
    toStop.push(folder.remove);
    const profile = rehearsalProfile(folder);
    const headquartersOptions = {
      data: join(folder.path, 'hq'),
      port: await freePort(),
      brokerPort: await freePort(),
    };
    const at = `http://127.0.0.1:${headquartersOptions.port}`;
    let headquarters = stopAfterwards(await startHeadquarters(headquartersOptions));
    const link = await new MobileLink(headquartersOptions.brokerPort).start();
    toStop.push(() => link.stop());
    const busOptions = { profile, data: join(folder.path, 'bus'), broker: `mqtt://127.0.0.1:${link.port}` };

    // What passes the broker is kept and thrown back at headquarters, twice and out of order.
    const heard: { topic: string; payload: Buffer }[] = [];
    const eavesdrop = async (): Promise<MqttClient> => {
      const client = await connectAsync(`mqtt://127.0.0.1:${headquartersOptions.brokerPort}`);
      client.on('message', (topic, payload) => heard.push({ topic, payload }));
      await client.subscribeAsync('pingan/v1/up/+/records', { qos: 1 });
      toStop.push(() => client.end(true));
      return client;
    };
    let echo = await eavesdrop();
    const hostile = async () => {
      for (const { topic, payload } of [...heard].sort(() => Math.random() - 0.5).slice(0, 60)) {
        await echo.publishAsync(topic, payload, { qos: 1 });
      }
    };

    const truth = { in: 0, out: 0, stories: 0 };
    let process = stopAfterwards(await startBus(busOptions));
    let { bus, visitor } = await openBusDoor(process.address('Kiosk'));
    const walk = async (direction: 'in' | 'out', times: number) => {
      for (let i = 0; i < times; i++) await bus.walk('front', direction);
      truth[direction] += times;
    };
    const play = async () => {
      await playStory(visitor);
      truth.stories += 1;
    };

    // Morning: the link is good.
    await walk('in', 3);
    await play();
    await walk('out', 1);
    await until(
      'the morning is at headquarters',
      async () => (await totals(at)).metrics['door.in']?.[''] === 3,
    );

    // The link goes, people keep coming, and then the ignition goes too.
    link.cut();
    await walk('in', 2);
    await play();
    await pause(SETTLED_MS);
    await process.kill('SIGKILL');
    process = stopAfterwards(await startBus(busOptions));
    ({ bus, visitor } = await openBusDoor(process.address('Kiosk')));
    await walk('in', 1);
    await hostile();

    // Headquarters dies while the backlog comes in.
    link.mend();
    await walk('out', 2);
    await pause(SETTLED_MS);
    await headquarters.kill('SIGKILL');
    await walk('in', 2);
    headquarters = stopAfterwards(await startHeadquarters(headquartersOptions));
    echo = await eavesdrop();
    await play();

    await until(
      `headquarters has ${JSON.stringify(truth)}`,
      async () => {
        const { metrics } = await totals(at);
        return (
          metrics['door.in']?.[''] === truth.in &&
          metrics['door.out']?.[''] === truth.out &&
          metrics['story.finish']?.['fake-police'] === truth.stories
        );
      },
      150_000,
    );
    await hostile();
    await hostile();
    await until(
      'the bus has nothing left to send',
      async () => {
        const health = (await (
          await fetch(`${process.address('Kiosk').replace(/\/$/, '')}/api/health`)
        ).json()) as { backlog: { records: number } };
        return health.backlog.records === 0;
      },
      120_000,
    );

    const { metrics } = await totals(at);
    expect(metrics['door.in']).toEqual({ '': truth.in });
    expect(metrics['door.out']).toEqual({ '': truth.out });
    expect(metrics['story.start']).toEqual({ 'fake-police': truth.stories });
    expect(metrics['story.finish']).toEqual({ 'fake-police': truth.stories });
    expect(metrics['story.choice']?.['fake-police/hotel/hang-up']).toBe(truth.stories);
    expect((await totals(at, 'purpose=service')).metrics).toEqual({});
    const gaps = (await (await fetch(`${at}/api/v1/gaps`)).json()) as { gaps: unknown[] };
    expect(gaps.gaps).toEqual([]);
    expect((await process.kill('SIGTERM')).code).toBe(0);
    expect((await headquarters.kill('SIGTERM')).code).toBe(0);
  }, 400_000);
});
