import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@pingan/headquarters/database/open-database';
import { afterEach, describe, expect, it } from 'vitest';
import { CheckingOfficer, chimingScreen, plant } from './checking-officer.ts';
import {
  freePort,
  getJson,
  type Half,
  journeyFolder,
  ROOT,
  startBus,
  startHeadquarters,
  totals,
  until,
} from './halves.ts';
import { Screen } from './screen.ts';

const toStop: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});
const stopAfterwards = <T extends Half>(half: T): T => {
  toStop.push(() => half.kill('SIGKILL'));
  return half;
};

type Folder = ReturnType<typeof journeyFolder>;
const dataOf = (folder: Folder) => join(folder.path, 'bus');

function folderOfJourney(): Folder {
  const folder = journeyFolder();
  toStop.push(folder.remove);
  return folder;
}

/** The bus of `npm start`. @param change of its profile, line by line */
async function rehearsalBus(folder: Folder, broker: string, change = (yaml: string) => yaml) {
  const shipped = readFileSync(join(ROOT, 'device-config/profiles/rehearsal.yaml'), 'utf8');
  const elsewhere = shipped.replace(/: \.\.\//g, `: ${join(ROOT, 'device-config')}/`);
  const profile = folder.write('profile.yaml', change(elsewhere));
  const half = stopAfterwards(await startBus({ profile, data: dataOf(folder), broker, rehearsal: true }));
  const kiosk = half.address('Kiosk');
  const bus = await Screen.open(kiosk, 'virtual-bus');
  const ready = () => bus.latest('status')?.status.boards.every(({ state }) => state === 'ready') === true;
  await until('every board is ready', ready, 120_000);
  return { half, kiosk, bus };
}

async function headquarters(folder: Folder) {
  const [port, brokerPort] = [await freePort(), await freePort()];
  const data = join(folder.path, 'hq');
  stopAfterwards(await startHeadquarters({ data, port, brokerPort }));
  return {
    web: `http://127.0.0.1:${port}`,
    broker: `mqtt://127.0.0.1:${brokerPort}`,
    async facts(names: readonly string[]) {
      const { db, close } = await openDatabase(join(data, 'headquarters.sqlite'));
      const rows = await db
        .selectFrom('fact')
        .select(['fact', 'detail', 'by_id', 'purpose'])
        .where('fact', 'in', names)
        .orderBy('monotonic')
        .execute();
      await close();
      return rows.map(({ detail, ...row }) => ({ ...row, detail: JSON.parse(detail!) as object }));
    },
  };
}

const NOBODY = 'mqtt://127.0.0.1:9';
const ENGLISH = (found: Map<string, { words: { en: string } | null }>) =>
  Object.fromEntries([...found].map(([id, { words }]) => [id, words?.en]));

describe('a departure check of a bus that is well', () => {
  it('finds nothing, counts nothing, gives the bus back as it was, and is a fact at headquarters', async () => {
    const folder = folderOfJourney();
    const hq = await headquarters(folder);
    const { kiosk, bus, half } = await rehearsalBus(folder, hq.broker);
    const screens = [await chimingScreen(kiosk, 'telephone'), await chimingScreen(kiosk, 'locks')];
    const officer = await CheckingOfficer.aboard(kiosk);
    await bus.walk('front', 'in');
    await officer.panel.wait('status', ({ status }) => status.visits.in === 1);
    await until('the count is at headquarters', async () => {
      const { metrics } = await totals(hq.web);
      return metrics['door.in']?.[''] === 1;
    });
    const before = await totals(hq.web);
    const { visits } = officer.panel.latest('status')!.status;

    await officer.begin();
    const other = await Screen.open(kiosk, 'officer');
    await other.wait('day', ({ day }) => day.departure.state === 'running');
    other.send({ type: 'officer', command: { do: 'departure', check: { step: 'start' } } });
    await officer.check('things');
    // A hand that reaches for a screen meanwhile begins no visit.
    const step = screens[0]!.latest('step')!;
    screens[0]!.send({
      type: 'touch',
      session: step.session,
      revision: step.revision,
      action: { do: 'start', exhibit: 'fake-police' },
    });
    other.send({
      type: 'officer',
      command: { do: 'open-stop', stop: 'rehearsal-village-1', purpose: 'rehearsal' },
    });
    await other.wait('refused', ({ why }) => why.includes('departure check'));
    await officer.check();

    expect(ENGLISH(officer.in('fault'))).toEqual({});
    expect(ENGLISH(officer.in('skipped'))).toEqual({});
    expect(officer.heardSiren).toBe(true);
    expect(officer.view).toMatchObject({ state: 'over', ask: null, last: { faults: 0, skipped: 0 } });
    await other.wait('day', ({ day }) => day.departure.state === 'over');
    expect(screens[0]!.latest('step')!.step.at).toBe('attract');
    await bus.wait('virtual', ({ lamps }) => lamps['hushed']! > 0.05 && lamps['lock-01'] === 0);

    const good = officer.in('good').size;
    await until(
      'the report is at headquarters',
      async () => (await hq.facts(['departure-check'])).length === 1,
    );
    expect(await hq.facts(['departure-check'])).toMatchObject([
      { by_id: expect.any(String), detail: { good, faults: [], skipped: [] } },
    ]);
    expect(await hq.facts(['ticket-opened'])).toEqual([]);
    // Hands are visitors' again: one walks out, one lifts a lock.
    await bus.walk('front', 'out');
    await officer.panel.wait('status', ({ status }) => status.visits.out === 1);
    plant(bus, { do: 'input', input: 'thing/lock-01', active: false });
    await officer.panel.wait('status', ({ status }) => status.things.lifted.includes('lock-01'));
    expect(officer.panel.latest('status')!.status.visits).toEqual({ ...visits, out: 1, aboard: 0 });
    await until('the last count is at headquarters', async () => {
      const { metrics } = await totals(hq.web);
      return metrics['door.out']?.[''] === 1 && metrics['collection.start'] !== undefined;
    });
    const { metrics } = await totals(hq.web);
    expect(metrics).toMatchObject(before.metrics);
    expect({ in: metrics['door.in'], out: metrics['door.out'], lifts: metrics['object.lift'] }).toEqual({
      ...{ in: { '': 1 }, out: { '': 1 }, lifts: { 'lock-01': 1 } },
    });
    expect(metrics['collection.start']).toEqual({ locks: 1 });
    expect(Object.keys(metrics).filter((name) => /^(story|judge|door.blind)/.test(name))).toEqual([]);

    // What was found outlives the process; a check that is under way does not.
    await officer.begin();
    await until('the report is on the disk', async () => {
      const { backlog } = await getJson<{ backlog: { records: number } }>(new URL('/api/health', kiosk).href);
      return backlog.records === 0;
    });
    await half.kill('SIGTERM');
    const again = await rehearsalBus(folder, hq.broker);
    const next = await CheckingOfficer.aboard(again.kiosk);
    expect(next.view).toMatchObject({ state: 'idle', items: [], last: { faults: 0, skipped: 0 } });
    expect(await hq.facts(['departure-check'])).toHaveLength(1);
  }, 240_000);
});

describe('planted faults', () => {
  it('are found together and named: chips, lamp, beam, thing, contact, button, handset, battery, screens, link', async () => {
    const folder = folderOfJourney();
    const away = ['thing/lock-03', 'handset/telephone', 'button/telephone-scam'];
    const { kiosk, bus } = await rehearsalBus(folder, NOBODY);
    const officer = await CheckingOfficer.aboard(kiosk, away);
    // The lock stand has no screen; the telephone's may not make a sound yet.
    await chimingScreen(kiosk, 'telephone', 'locked');
    plant(
      bus,
      { do: 'silence', controller: 'lights-2', silent: true },
      { do: 'silence', controller: 'contacts-3', silent: true },
      { do: 'spoil', what: 'lamp', name: 'hushed', spoilt: true },
      { do: 'beam', door: 'rear', beam: 'inner', broken: true },
      { do: 'input', input: 'thing/lock-03', active: false },
      { do: 'input', input: 'handset/telephone', active: true },
      { do: 'input', input: 'button/telephone-scam', active: true },
      { do: 'spoil', what: 'input', name: 'thing/lock-05', spoilt: true },
      { do: 'spoil', what: 'input', name: 'thing/lock-14', spoilt: true },
      { do: 'reading', sensor: 'supply', ratio: 23.5 / 33 },
    );
    await officer.panel.wait('status', ({ status }) => status.house.supply?.level === 'low');

    await officer.begin();
    await officer.check();
    expect(ENGLISH(officer.in('fault'))).toEqual({
      'controller/lights-2': expect.stringMatching(/light controller lights-2/),
      'controller/contacts-3': expect.stringMatching(/input controller contacts-3/),
      'lamp/hushed': expect.stringMatching(/lamp "hushed".*stays dark/),
      'door/rear': expect.stringMatching(/inner beam of the rear door/),
      'thing/lock-03': expect.stringMatching(/"disc padlock".*not in its place/),
      'thing/lock-05': expect.stringMatching(/"U-lock": lifting it changes nothing/),
      'thing/lock-14': expect.stringMatching(/"mortise lock": touching it changes nothing/),
      'button/telephone-scam': expect.stringMatching(/holds .* down: it is stuck/),
      'handset/telephone': expect.stringMatching(/off its hook/),
      battery: expect.stringMatching(/down to 2[34]\.\d V/),
      link: expect.stringMatching(/headquarters cannot be reached/),
      'screen/locks': expect.stringMatching(/screen of the lock stand/),
      'speaker/telephone': expect.stringMatching(/Touch the screen/),
    });
    const skipped = officer.in('skipped');
    expect([...skipped.keys()]).toEqual(
      expect.arrayContaining(['lamp/lock-17', 'thing/fraud-phone', 'speaker/locks']),
    );
    for (const id of skipped.keys()) expect(officer.in('fault').has(id)).toBe(false);
    expect(officer.tickets.map(({ item }) => item).toSorted()).toEqual(
      [...officer.in('fault').keys()].toSorted(),
    );
  }, 240_000);

  it('are found one by one where they stop much else: a cable, the time, the disk', async () => {
    const folder = folderOfJourney();
    const { kiosk, bus } = await rehearsalBus(folder, NOBODY, (yaml) =>
      yaml.replace('trust: system', 'trust: never'),
    );
    const officer = await CheckingOfficer.aboard(kiosk);
    plant(bus, { do: 'cable', plugged: false, board: 'shelf' });
    await bus.wait('status', ({ status }) => status.board.state === 'lost');
    // Somebody has taken the stick with the data.
    renameSync(dataOf(folder), `${dataOf(folder)}-gone`);

    await officer.begin();
    await officer.check('alarm');
    expect(ENGLISH(officer.in('fault'))).toMatchObject({
      'board/shelf': 'Push the plug of board shelf in; then check again',
      clock: expect.stringMatching(/does not know what time it is/),
      disk: expect.stringMatching(/nothing can be written to the disk/),
      link: expect.stringMatching(/cannot be reached/),
    });
    expect(ENGLISH(officer.in('skipped'))['thing/lock-01']).toMatch(/Board shelf does not answer/);
    officer.say({ step: 'cancel' });
    await officer.panel.wait('day', ({ day }) => day.departure.state === 'idle');
    expect(officer.tickets).toEqual([]);
    renameSync(`${dataOf(folder)}-gone`, dataOf(folder));

    // Visitors may come now: lamps and siren would frighten them.
    officer.panel.send({
      type: 'officer',
      command: { do: 'open-stop', stop: 'rehearsal-village-1', purpose: 'rehearsal' },
    });
    await officer.panel.wait('day', ({ day }) => day.current === 'rehearsal-village-1');
    officer.say({ step: 'start' });
    await officer.panel.wait('refused', ({ why, zh }) => why.includes('a stop is open') && zh !== undefined);
    expect(officer.view.state).toBe('idle');
  });
});

describe('tickets', () => {
  it('outlive restarts and receipts, are opened once, and close as mended or because a later check finds nothing', async () => {
    const folder = folderOfJourney();
    const hq = await headquarters(folder);
    const first = await rehearsalBus(folder, hq.broker);
    await chimingScreen(first.kiosk, 'telephone');
    await chimingScreen(first.kiosk, 'locks');
    plant(
      first.bus,
      { do: 'spoil', what: 'lamp', name: 'hushed', spoilt: true },
      { do: 'spoil', what: 'lamp', name: 'moved', spoilt: true },
    );
    const zhou = await CheckingOfficer.aboard(first.kiosk);
    await zhou.begin();
    await zhou.check('things');
    expect([...zhou.in('fault').keys()]).toEqual(['lamp/moved', 'lamp/hushed']);
    // The rest of the bus is well, as another journey says.
    await zhou.skipRest();
    expect(zhou.tickets.map(({ item }) => item)).toEqual(['lamp/moved', 'lamp/hushed']);
    const [moved, hushed] = zhou.tickets;
    zhou.panel.send({
      type: 'officer',
      command: { do: 'mended', ticket: moved!.id, remark: '换了灯泡' },
    });
    await zhou.panel.wait('day', ({ day }) => day.tickets.length === 1);
    zhou.panel.send({ type: 'officer', command: { do: 'mended', ticket: moved!.id, remark: '' } });
    await zhou.panel.wait('refused', ({ why }) => why.includes('ticket'));
    await until('headquarters has it all', async () => (await hq.facts(['ticket-closed'])).length === 1);
    await first.half.kill('SIGTERM');

    const second = await rehearsalBus(folder, hq.broker);
    await chimingScreen(second.kiosk, 'telephone');
    await chimingScreen(second.kiosk, 'locks');
    const qin = await CheckingOfficer.aboard(second.kiosk);
    expect(qin.tickets).toMatchObject([{ id: hushed!.id, item: 'lamp/hushed' }]);
    expect(qin.view.last).toMatchObject({ faults: 2 });
    await qin.begin();
    await qin.check('things');
    await qin.skipRest();
    expect(qin.tickets).toEqual([]);
    await until('headquarters has it all', async () => (await hq.facts(['ticket-closed'])).length === 2);
    const opened = (await hq.facts(['ticket-opened'])).map(({ detail }) => detail);
    expect(opened).toHaveLength(2);
    expect(opened).toEqual(
      expect.arrayContaining([moved!, hushed!].map(({ id, item, words }) => ({ ticket: id, item, words }))),
    );
    expect((await hq.facts(['ticket-closed'])).map(({ detail }) => detail)).toEqual(
      expect.arrayContaining([
        { ticket: moved!.id, why: 'mended', remark: '换了灯泡' },
        { ticket: hushed!.id, why: 'found-good', remark: '' },
      ]),
    );
  }, 240_000);
});
