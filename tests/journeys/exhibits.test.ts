import { join } from 'node:path';
import { itemOf } from '@pingan/content/learning-rule';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import type { Step, TouchAction } from '@pingan/protocol/screen-messages';
import { afterEach, describe, expect, it } from 'vitest';
import { LEARNING } from '../firmware-bridge/sessions/sample-exhibits.ts';
import { everyKindProfile } from './every-kind.ts';
import { freePort, journeyFolder, startBus, startHeadquarters, totals, until } from './halves.ts';
import { Screen } from './screen.ts';

const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function everyKind() {
  const folder = journeyFolder();
  toStop.push(folder.remove);
  const profile = everyKindProfile(folder);
  const ports = { port: await freePort(), brokerPort: await freePort() };
  const headquarters = await startHeadquarters({ data: join(folder.path, 'hq'), ...ports });
  toStop.push(() => headquarters.kill('SIGKILL'));
  const start = async () => {
    const broker = `mqtt://127.0.0.1:${ports.brokerPort}`;
    const half = await startBus({ profile, data: join(folder.path, 'bus'), broker });
    toStop.push(() => half.kill('SIGKILL'));
    const kiosk = half.address('Kiosk');
    const [bus, officer] = [await Screen.open(kiosk, 'virtual-bus'), await Screen.open(kiosk, 'officer')];
    await bus.wait('status', ({ status }) => status.boards.every(({ state }) => state === 'ready'));
    return {
      half,
      kiosk,
      bus,
      officer,
      say: (command: OfficerCommand) => officer.send({ type: 'officer', command }),
    };
  };
  return { start, headquarters: headquarters.address('Headquarters') };
}

const stepOf = (screen: Screen) => screen.latest('step')!.step;
const stageOf = (step: Step) => (step.at === 'alarm' ? step.rig.stage : step.at);
const act = (screen: Screen, action: TouchAction) => {
  const { session, revision } = screen.latest('step')!;
  screen.send({ type: 'touch', session, revision, action });
};

/** Plays the story with its four messages, all told apart, to the closing. */
async function playWithMessages(visitor: Screen): Promise<void> {
  for (let touches = 0; stepOf(visitor).at !== 'closing' && touches < 30; touches += 1) {
    const step = stepOf(visitor);
    if (step.at === 'attract') await visitor.touch({ do: 'start', exhibit: 'fake-police' });
    else if (step.at === 'item')
      await visitor.touch({ do: 'choose', choice: itemOf(LEARNING.learning, step.item)!.truth });
    else if (step.at === 'beat' && step.beat === 'hotel')
      await visitor.touch({ do: 'choose', choice: 'hang-up' });
    else await visitor.touch({ do: 'next' });
  }
  expect(stepOf(visitor)).toMatchObject({ at: 'closing', told: { right: 4, of: 4 } });
  await visitor.touch({ do: 'next' });
}

describe('exhibits of every kind on the whole bus', () => {
  it('count learning at headquarters from complete passes only, and ask a village again at its next stop', async () => {
    const { start, headquarters } = await everyKind();
    const first = await start();
    first.say({ do: 'open-stop', stop: 'spring', purpose: 'rehearsal' });
    await first.officer.wait('status', ({ status }) => status.segment.stop === 'spring');
    const visitor = await Screen.open(first.kiosk, 'visitor', 'telephone');
    await visitor.wait('step', ({ step }) => step.at === 'attract');
    await playWithMessages(visitor);
    await visitor.touch({ do: 'start', exhibit: 'fake-police' });
    await visitor.touch({ do: 'choose', choice: 'scam' });
    await visitor.touch({ do: 'leave' });
    await until('both sessions are at headquarters', async () => {
      const ended = (await totals(headquarters)).metrics['session.end'];
      return ended?.['finished'] === 1 && ended['left'] === 1;
    });
    const { metrics } = await totals(headquarters);
    const told = ['item.hit', 'item.correct-rejection'].map((metric) => Object.keys(metrics[metric] ?? {}));
    expect(told.map((labels) => labels.map((label) => label.split('/')[0]).sort())).toEqual([
      ['after', 'before'],
      ['after', 'before'],
    ]);
    expect([metrics['item.miss'], metrics['item.false-alarm']]).toEqual([undefined, undefined]);

    // The bus is switched off between the two stops.
    await first.half.kill('SIGTERM');
    const second = await start();
    second.say({ do: 'open-stop', stop: 'autumn', purpose: 'rehearsal' });
    await second.officer.wait('status', ({ status }) => status.segment.stop === 'autumn');
    const back = await Screen.open(second.kiosk, 'visitor', 'telephone');
    await back.wait('step', ({ step }) => step.at === 'attract');
    const { step } = await back.touch({ do: 'begin' });
    expect(step).toMatchObject({ at: 'item', exhibit: 'fake-police', phase: 'later', index: 0, count: 1 });
    const { item } = step as { item: string };
    expect((await back.touch({ do: 'choose', choice: itemOf(LEARNING.learning, item)!.truth })).step.at).toBe(
      'menu',
    );
    await until('the delayed test is at headquarters', async () => {
      const { metrics: later } = await totals(headquarters);
      const labels = ['item.hit', 'item.correct-rejection'].flatMap((metric) =>
        Object.keys(later[metric] ?? {}),
      );
      return labels.includes(`later/fake-police/${item}`);
    });
  });

  it('show one alarm to all who reach for it: busy for one, let go by a screen that is gone, disarmed at the end', async () => {
    const { start } = await everyKind();
    const { kiosk, bus, officer, say } = await start();
    const telephone = await Screen.open(kiosk, 'visitor', 'telephone');
    expect((await telephone.wait('step', () => true)).step).toMatchObject({
      exhibits: ['fake-police', 'messages', 'voice'],
    });
    const visitor = await Screen.open(kiosk, 'visitor', 'locks');
    await visitor.wait('step', ({ step }) => step.at === 'attract');
    await visitor.touch({ do: 'start', exhibit: 'burglar' });
    await visitor.wait('step', ({ step }) => stageOf(step) === 'ready');

    // An officer's page holds and vanishes.
    say({ do: 'alarm', press: 'hold' });
    await visitor.wait('step', ({ step }) => stageOf(step) === 'busy');
    officer.close();
    await visitor.wait('step', ({ step }) => stageOf(step) === 'ready');

    // So does the screen of the station; its other screen goes on.
    const holder = await Screen.open(kiosk, 'visitor', 'locks');
    await holder.wait('step', ({ step }) => step.at === 'alarm');
    act(holder, { do: 'alarm', press: 'hold' });
    await visitor.wait('step', ({ step }) => stageOf(step) === 'arming');
    holder.close();
    await visitor.wait('step', ({ step }) => stageOf(step) === 'ready');

    act(visitor, { do: 'alarm', press: 'hold' });
    await visitor.wait('step', ({ step }) => step.at === 'alarm' && (step.rig.announce ?? 0) > 0);
    await visitor.wait('step', ({ step }) => stageOf(step) === 'armed');
    bus.send({ type: 'virtual', command: { do: 'input', input: 'alarm/magnet', active: false } });
    await visitor.wait('step', ({ step }) => stageOf(step) === 'sounding');
    await visitor.wait('step', ({ step }) => stageOf(step) === 'silenced');
    const { step } = await visitor.touch({ do: 'next' });
    expect(step).toMatchObject({ at: 'alarm-result', sounded: true });
    const seen = (step as Extract<Step, { at: 'alarm-result' }>).timeline.map((each) => each.seen);
    expect(seen).toEqual(expect.arrayContaining(['armed', 'door-opened', 'siren-on', 'siren-off']));
    await visitor.touch({ do: 'leave' });
    await bus.wait('status', ({ status }) => status.alarm?.phase === 'disarmed');
    expect(visitor.refusals).toEqual([]);
  });

  it('open the card of a lifted thing at its own station, and leave the story next to it alone', async () => {
    const { start } = await everyKind();
    const { kiosk, bus } = await start();
    const telephone = await Screen.open(kiosk, 'visitor', 'telephone');
    const locks = await Screen.open(kiosk, 'visitor', 'locks');
    await telephone.wait('step', () => true);
    await locks.wait('step', () => true);
    await telephone.startStory('fake-police');
    const playing = stepOf(telephone);
    const lift = (thing: string, away: boolean) =>
      bus.send({ type: 'virtual', command: { do: 'input', input: `thing/${thing}`, active: !away } });
    lift('lock-01', true);
    await locks.wait('step', ({ step }) => step.at === 'object' && step.object === 'lock-01');
    lift('lock-02', true);
    await locks.wait('step', ({ step }) => step.at === 'object' && step.beside === 'lock-02');
    expect(stepOf(telephone)).toEqual(playing);
  });

  it('follow the officer: short while people queue, and in full for a class', async () => {
    const { start } = await everyKind();
    const { kiosk, officer, say } = await start();
    const visitor = await Screen.open(kiosk, 'visitor', 'telephone');
    await visitor.wait('step', () => true);
    say({ do: 'queue', queue: 'long' });
    await officer.wait('status', ({ status }) => status.queue === 'long' && status.length === 'short');
    const { step } = await visitor.touch({ do: 'start', exhibit: 'fake-police' });
    expect(step).toMatchObject({ at: 'beat', length: 'short' });
    await visitor.touch({ do: 'leave' });

    say({ do: 'present', station: 'telephone', on: true });
    await officer.wait('status', ({ status }) => status.presenting.includes('telephone'));
    await visitor.wait('step', ({ audience }) => audience.is === 'class');
    await visitor.touch({ do: 'start', exhibit: 'fake-police' });
    await visitor.touch({ do: 'next' });
    await visitor.touch({ do: 'hands', choice: 'pay', more: true });
    expect((await visitor.touch({ do: 'next' })).step).toMatchObject({ at: 'feedback', choice: 'pay' });
    say({ do: 'close-stop' });
    await officer.wait('status', ({ status }) => status.presenting.length === 0 && status.queue === 'none');
    await visitor.wait('step', ({ audience, step: on }) => audience.is === 'one' && on.at === 'feedback');
    say({ do: 'present', station: 'nowhere', on: true });
    await officer.wait('refused', ({ why }) => why.includes('nowhere'));
  });

  it('run without what is broken: an exhibit, a warning, a sound file', async () => {
    const { start } = await everyKind();
    const { half, kiosk, officer } = await start();
    const { status } = await officer.wait('status', () => true);
    expect(status.content.leftOut.join()).toContain('broken.yaml');
    expect(status.content.titles['burglar']).toEqual({ zh: '样例', en: 'burglar' });
    expect(half.errors).toMatch(/a warning is left out: .*warnings\.yaml.*warnings\[\d\]/);
    expect(half.errors).toMatch(/burglar is not offered at station telephone.*alarm rig/);
    const page = await Screen.open(kiosk, 'warnings');
    const { warnings } = await page.wait('warnings', (message) => message.warnings.length > 0);
    expect(warnings.map(({ id }) => id)).toEqual(['holds']);
    const sound = (name: string) => fetch(`${new URL(kiosk).origin}/api/narration/${name}`);
    expect((await sound('hello-zh.mp3')).status).toBe(200);
    expect((await sound('gone.mp3')).status).toBe(404);
  });
});
