import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import type { OfficerDay } from '@pingan/protocol/officer-day';
import { topics } from '@pingan/protocol/topics';
import { afterEach, describe, expect, it } from 'vitest';
import { type Half, journeyFolder, ROOT, startBus, until } from '../../journeys/halves.ts';
import { Screen } from '../../journeys/screen.ts';
import { freePort, startAedes } from '../sync/brokers.ts';
import { PlayedHeadquarters } from './played-headquarters.ts';

const STOPS = ['spring', 'market', 'school'];
const place = (id: string) => ({
  name: { zh: `演练${id}`, en: `Rehearsal ${id}` },
  ...{ village: id, county: null, address: null, position: null },
});
const on = (date: string) => ({ when: { date, from: null, to: null } });

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A rehearsal bus as a process of its own, an officer at its panel, and a broker that can be cut off. */
class Bench {
  readonly folder = journeyFolder();
  readonly headquarters = new PlayedHeadquarters('rehearsal');
  brokerPort = 0;
  #broker: Awaited<ReturnType<typeof startAedes>> | null = null;
  #bus!: Half;
  panel!: Screen;

  async start(): Promise<this> {
    cleanUps.push(() => this.folder.remove());
    this.brokerPort = await freePort();
    await this.joinLink();
    await this.startBus();
    cleanUps.push(
      () => this.pullLink(),
      () => this.#bus.kill('SIGKILL'),
    );
    return this;
  }

  async startBus(): Promise<void> {
    this.#bus = await startBus({
      profile: join(ROOT, 'device-config/profiles/rehearsal.yaml'),
      data: join(this.folder.path, 'bus'),
      broker: `mqtt://127.0.0.1:${this.brokerPort}`,
    });
    this.panel = await Screen.open(this.#bus.address('Officer panel'), 'officer');
  }

  get kiosk(): string {
    return this.#bus.address('Kiosk');
  }

  async killBus(): Promise<void> {
    await this.#bus.kill('SIGKILL');
  }

  async joinLink(): Promise<void> {
    this.#broker = await startAedes(this.brokerPort);
    await this.headquarters.connect(this.#broker.url);
  }

  async pullLink(): Promise<void> {
    await this.headquarters.leave();
    await this.#broker?.stop();
    this.#broker = null;
  }

  async linked(): Promise<void> {
    await this.panel.wait('status', ({ status }) => status.broker.state === 'connected');
  }

  officer(command: OfficerCommand): void {
    this.panel.send({ type: 'officer', command });
  }

  async day(fits: (day: OfficerDay) => boolean): Promise<OfficerDay> {
    return (await this.panel.wait('day', ({ day }) => fits(day))).day;
  }
}

/** What a data file of the bus says in the newer of its generations. */
const textOf = (path: string) =>
  [path, `${path}.bak`].flatMap((file) => (existsSync(file) ? [readFileSync(file, 'utf8')] : [])).join('');
const isKept = (bench: Bench, words: string) =>
  textOf(join(bench.folder.path, 'bus/officer.json')).includes(words);
const isNoted = (bench: Bench, edits: number) =>
  textOf(join(bench.folder.path, 'bus/schedule.json')).split('"base":').length > edits;

const stopIn = (day: OfficerDay, id: string) => day.stops.find((each) => each.id === id);
const fates = (day: OfficerDay) => STOPS.map((id) => stopIn(day, id)?.edits.map(({ fate }) => fate));

describe('an officer who edits without a link', () => {
  it('keeps three edits through a kill -9, sees the conflicts with headquarters, chooses, and all is settled', async () => {
    const bench = await new Bench().start();
    const { headquarters } = bench;
    await bench.linked();
    for (const id of STOPS) await headquarters.edit(id, { place: place(id), ...on('2026-12-01') });
    await bench.day((day) => STOPS.every((id) => stopIn(day, id)?.plan.when?.date === '2026-12-01'));

    await bench.pullLink();
    for (const id of STOPS) bench.officer({ do: 'plan', stop: id, set: on('2026-12-02') });
    const offline = await bench.day((day) => fates(day).every((each) => each?.length === 1));
    expect(fates(offline)).toEqual(STOPS.map(() => ['not-sent']));
    expect(STOPS.map((id) => stopIn(offline, id)?.plan.when?.date)).toEqual(STOPS.map(() => '2026-12-02'));
    await until('the edits are on disk', () => isNoted(bench, 3));

    await bench.killBus();
    await bench.startBus();
    const after = await bench.day((day) => fates(day).every((each) => each?.length === 1));
    expect(STOPS.map((id) => stopIn(after, id)?.plan.when?.date)).toEqual(STOPS.map(() => '2026-12-02'));

    for (const id of STOPS) await headquarters.edit(id, on('2026-12-03'));
    await bench.joinLink();
    const met = await bench.day((day) =>
      STOPS.every((id) => stopIn(day, id)?.conflicts.length === 1 && stopIn(day, id)?.edits.length === 0),
    );
    for (const id of STOPS) {
      const [conflict] = stopIn(met, id)!.conflicts;
      expect(conflict?.field).toBe('when');
      expect(
        conflict?.values.map(({ value, author }) => [(value as { date: string }).date, author.name]),
      ).toEqual([
        ['2026-12-03', '赵'],
        ['2026-12-02', '演练'],
      ]);
    }

    for (const id of STOPS) bench.officer({ do: 'plan', stop: id, set: on('2026-12-02') });
    const resolved = await bench.day((day) =>
      STOPS.every((id) => stopIn(day, id)?.conflicts.length === 0 && stopIn(day, id)?.edits.length === 0),
    );
    expect(STOPS.map((id) => stopIn(resolved, id)?.plan.when?.date)).toEqual(STOPS.map(() => '2026-12-02'));
    expect(STOPS.map((id) => headquarters.authority.plans.get(id)?.fields.when?.current.value.date)).toEqual(
      STOPS.map(() => '2026-12-02'),
    );
  });

  it('sees an accepted edit stay in place until the schedule holds it', async () => {
    const bench = await new Bench().start();
    await bench.linked();
    await bench.headquarters.edit('spring', { place: place('spring'), ...on('2026-12-01') });
    await bench.day((day) => stopIn(day, 'spring') !== undefined);
    bench.headquarters.holdsSchedule = true;
    bench.officer({ do: 'plan', stop: 'spring', set: on('2026-12-05') });
    const accepted = await bench.day((day) => stopIn(day, 'spring')?.edits[0]?.fate === 'accepted');
    expect(stopIn(accepted, 'spring')?.plan.when?.date).toBe('2026-12-05');
    await bench.headquarters.publishSchedule();
    const settled = await bench.day((day) => stopIn(day, 'spring')?.edits.length === 0);
    expect(stopIn(settled, 'spring')?.plan.when?.date).toBe('2026-12-05');
  });
});

describe('a day at the panel', () => {
  it('goes from arriving to the form, and headquarters hears who did what', async () => {
    const bench = await new Bench().start();
    const { headquarters } = bench;
    await bench.linked();
    await headquarters.edit('spring', { place: place('spring'), ...on('2026-12-01') });
    await bench.day((day) => stopIn(day, 'spring') !== undefined);
    bench.officer({ do: 'arrive', stop: 'spring' });
    expect((await bench.day((day) => day.current === 'spring')).stops[0]).toBeDefined();
    bench.officer({ do: 'open-stop', stop: 'spring', purpose: 'rehearsal' });
    await bench.day((day) => stopIn(day, 'spring')?.phase === 'open');
    bench.officer({ do: 'fact', fact: 'weather', detail: { weather: 'rain' } });
    bench.officer({ do: 'fact', fact: 'hand-count', detail: { in: 41 } });
    bench.officer({ do: 'fact', fact: 'checklist', detail: { done: ['poster'], open: [] } });
    bench.officer({ do: 'queue', queue: 'long' });
    bench.officer({ do: 'close-stop' });
    bench.officer({ do: 'fact', fact: 'after-action', detail: { answers: { 'come-again': true } } });
    const day = await bench.day((each) => stopIn(each, 'spring')?.afterAction === true);
    expect(stopIn(day, 'spring')).toMatchObject({
      phase: 'closed',
      handCount: 41,
      checklist: { done: ['poster'] },
    });
    expect(day.current).toBeNull();

    const names = [
      'stop-arrived',
      'stop-opened',
      'weather',
      'hand-count',
      'checklist',
      'queue',
      'stop-closed',
      'after-action',
    ];
    await until('headquarters has every fact', () =>
      names.every((name) => headquarters.facts(name).length === 1),
    );
    for (const name of names)
      expect(headquarters.facts(name)[0]).toMatchObject({ stop: 'spring', by: { id: 'rehearsal' } });
    expect(headquarters.facts('hand-count')[0]?.detail).toEqual({ in: 41 });
  });

  it('refuses in words what cannot be', async () => {
    const bench = await new Bench().start();
    const refused = async (command: OfficerCommand) => {
      const before = bench.panel.refusals.length;
      bench.officer(command);
      await until('the bus refuses', () => bench.panel.refusals.length > before);
      return bench.panel.refusals.at(-1);
    };
    const stop = 'rehearsal-village-1';
    expect(await refused({ do: 'arrive', stop: 'nowhere' })).toContain('no stop "nowhere"');
    expect(await refused({ do: 'fact', fact: 'hand-count', detail: { in: 3 } })).toContain(
      'arrive at one first',
    );
    expect(await refused({ do: 'fact', fact: 'weather', detail: { weather: 'sun' } })).toContain('not kept');
    expect(await refused({ do: 'open-stop', stop, purpose: 'service' })).toContain(
      'only make rehearsal counts',
    );
    expect(await refused({ do: 'purpose', purpose: 'rehearsal' })).toContain('no stop is open');
    expect(await refused({ do: 'hand-over', to: 'li', remark: '' })).toContain('not on the crew list');
    expect(
      await refused({ do: 'amend', suggestion: 'x', stop: null, purpose: 'rehearsal', reason: 'x' }),
    ).toContain('not there any more');
    expect(await refused({ do: 'plan', stop: 'new', set: { notes: 'x' } })).toContain('a place and a date');
    expect(await refused({ do: 'exhibit', exhibit: 'none', on: false })).toContain('no exhibit "none"');
    expect(await refused({ do: 'clock', wall: 1 })).toContain('cannot be the time');
  });

  it('keeps what was set through a kill -9, and offers again what is turned on', async () => {
    const bench = await new Bench().start();
    const visitor = () => Screen.open(bench.kiosk, 'visitor');
    const shown = (await (await visitor()).wait('step', ({ step }) => step.at === 'attract')).step;
    const [first] = shown.at === 'attract' ? shown.exhibits : [];
    bench.officer({ do: 'exhibit', exhibit: first!, on: false });
    bench.officer({ do: 'brightness', level: 1 });
    bench.officer({ do: 'loudness', level: 3 });
    await bench.day(
      ({ off, brightness, loudness }) => off.length === 1 && brightness === 1 && loudness === 3,
    );
    await until('it is on disk', () => isKept(bench, '"loudness":3'));
    await bench.killBus();
    await bench.startBus();
    expect(await bench.day(() => true)).toMatchObject({ off: [first], brightness: 1, loudness: 3 });
    const screen = await visitor();
    const step = await screen.wait('step', ({ reach }) => reach.volume === 3);
    expect(step.step).toMatchObject({ at: 'attract' });
    expect(step.step.at === 'attract' && step.step.exhibits).not.toContain(first);
    bench.officer({ do: 'exhibit', exhibit: first!, on: true });
    await screen.wait('step', ({ step: now }) => now.at === 'attract' && now.exhibits.includes(first!));
  });

  it('hears only what is for this bus, well-formed and not older', async () => {
    const bench = await new Bench().start();
    const { headquarters } = bench;
    await bench.linked();
    await headquarters.edit('spring', { place: place('spring'), ...on('2026-12-01') });
    await bench.day(({ revision }) => revision === 1);
    const topic = topics.schedule('rehearsal');
    await headquarters.send(topic, { v: 1, bus: 'other', revision: 9, stops: [] });
    await headquarters.send(topic, { v: 1, bus: 'rehearsal', revision: 0, stops: [] });
    await headquarters.send(topic, '{"v":1,');
    await headquarters.send(topics.crew('rehearsal'), { v: 1 });
    await headquarters.send(topics.warnings('rehearsal'), 'null');
    await headquarters.edit('market', { place: place('market'), ...on('2026-12-01') });
    const day = await bench.day(({ revision }) => revision === 2);
    expect(day.stops.map(({ id }) => id)).toEqual(expect.arrayContaining(['spring', 'market']));
  });
});
