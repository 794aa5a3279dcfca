import { NO_FORMS } from '@pingan/device-config/officer-forms';
import { OfficerNotes } from '@pingan/firmware-bridge/officer/officer-notes';
import { StopDesk, type StopDeskParts } from '@pingan/firmware-bridge/officer/stop-desk';
import type { Suggestion } from '@pingan/firmware-bridge/schedule/forgotten';
import { openKept } from '@pingan/firmware-bridge/store/kept';
import { SLOT_MS } from '@pingan/protocol/tally';
import { describe, expect, it } from 'vitest';
import { keepLog } from '../store/kept-log.ts';
import { freshBench, type LedgerBench, ofKind, recordsOf, visit } from '../store/ledger-on-fragile-disk.ts';

const LI = { id: 'li', name: '李' };
const EARLIER = 'e'.repeat(16);
const name = { zh: '演练集市', en: 'Rehearsal market' };
const place = { name, village: 'market', county: null, address: null, position: null };

const suggestion = (changes: Partial<Suggestion> = {}): Suggestion => ({
  ...{ id: 'open-market', why: 'forgot-open', visits: 9, from: null, to: null },
  ...{ stop: 'market', purpose: 'service' },
  stretches: [
    { epoch: EARLIER, from: 4, to: 6 },
    { epoch: 'f'.repeat(16), from: 0, to: 2 },
  ],
  ...changes,
});

async function startDesk(bench: LedgerBench, changes: Partial<StopDeskParts> = {}) {
  const fileSystem = bench.disk.mount();
  const ledger = await bench.open({ fileSystem });
  const log = keepLog();
  const { officer } = await openKept('/data/bus-17', ledger, log, fileSystem);
  const notes = new OfficerNotes({ file: officer, ledger });
  const answers: { id: string; isCorrected: boolean }[] = [];
  const desk = new StopDesk({
    ...{ ledger, log, forms: NO_FORMS, isVirtual: () => false },
    planOf: (id) => (id === 'market' ? { place } : id === 'off' ? { place, status: 'cancelled' } : null),
    ...{
      standsAt: () => null,
      about: () => 'market',
      stopChanged: () => {},
      suggestions: () => [suggestion()],
    },
    answered: ({ id }, isCorrected) => answers.push({ id, isCorrected }),
    ...changes,
  });
  return { ledger, notes, desk, answers };
}

const facts = (ledger: Awaited<ReturnType<typeof startDesk>>['ledger'], fact: string) =>
  ofKind(recordsOf(ledger), 'fact')
    .map(({ body }) => body)
    .filter((body) => body.fact === fact)
    .sort((a, b) => a.monotonic - b.monotonic);

describe('handing over the shift', () => {
  it('after closing is told with the stop that was closed last, and before the first stop with none', async () => {
    const { ledger, desk } = await startDesk(await freshBench());
    desk.handOver(LI, '', LI);
    await ledger.flush();
    expect(facts(ledger, 'shift-handed-over')).toMatchObject([{ stop: 'market', stopName: name }]);
    const before = await startDesk(await freshBench(), { about: () => null });
    before.desk.handOver(LI, '', LI);
    await before.ledger.flush();
    expect(facts(before.ledger, 'shift-handed-over')).toMatchObject([{ stop: null }]);
  });
});

describe('a suggestion that is taken', () => {
  const taken = {
    do: 'amend',
    suggestion: 'open-market',
    stop: 'market',
    purpose: 'service',
    reason: '忘了',
  } as const;

  it('is one correction for each start, from slot to slot, by whoever took it', async () => {
    const { ledger, desk, answers } = await startDesk(freshBench());
    await desk.amend(taken, LI);
    await ledger.flush();
    const details = facts(ledger, 'amended').map(({ detail, by }) => ({ ...detail, by }));
    const common = { stop: 'market', purpose: 'service', reason: '忘了', replaces: [], by: LI };
    expect(details).toHaveLength(2);
    expect(details).toEqual(
      expect.arrayContaining([
        { ...common, epoch: EARLIER, from: 4 * SLOT_MS, to: 6 * SLOT_MS },
        { ...common, epoch: 'f'.repeat(16), from: 0, to: 2 * SLOT_MS },
      ]),
    );
    expect(answers).toEqual([{ id: 'open-market', isCorrected: true }]);
  });

  it('closes a stop that was left open', async () => {
    const left = suggestion({ id: 'open-market', why: 'forgot-close', stop: null });
    const { ledger, desk } = await startDesk(freshBench(), { suggestions: () => [left] });
    await desk.open('market', 'service', LI);
    await desk.amend({ ...taken, stop: null }, LI);
    expect(ledger.current.stop).toBeNull();
    await ledger.flush();
    expect(facts(ledger, 'stop-closed')[0]).toMatchObject({ stop: 'market', by: LI });
  });

  it('may not turn counts of a virtual board into service, and must still be there', async () => {
    const { desk, ledger } = await startDesk(freshBench(), { isVirtual: () => true });
    await expect(desk.amend(taken, LI)).rejects.toThrow(/only make rehearsal counts/);
    await expect(desk.amend({ ...taken, suggestion: 'gone' }, LI)).rejects.toThrow(/not there any more/);
    await ledger.flush();
    expect(facts(ledger, 'amended')).toEqual([]);
  });

  it('or waved aside leaves no fact', async () => {
    const { desk, ledger, answers } = await startDesk(freshBench());
    desk.waveAside('open-market');
    await ledger.flush();
    expect(facts(ledger, 'amended')).toEqual([]);
    expect(answers).toEqual([{ id: 'open-market', isCorrected: false }]);
  });
});

describe('the way of a stop', () => {
  it('keeps its name by the plan, and another purpose begins a segment without closing it', async () => {
    const bench = freshBench();
    const { desk, ledger } = await startDesk(bench);
    await desk.open('market', 'service', LI);
    visit(ledger);
    bench.at = 1_000;
    await desk.changePurpose('demonstration', LI);
    visit(ledger);
    await ledger.flush();
    expect(facts(ledger, 'stop-opened')).toMatchObject([{ stopName: name, by: LI, purpose: 'service' }]);
    expect(facts(ledger, 'stop-closed')).toEqual([]);
    expect(facts(ledger, 'purpose-changed')[0]?.detail).toEqual({ from: 'service', to: 'demonstration' });
    const segments = ofKind(recordsOf(ledger), 'shard').flatMap(({ body }) => body.segments);
    expect(segments.map(({ stop, purpose }) => [stop, purpose])).toEqual([
      ['market', 'service'],
      ['market', 'demonstration'],
    ]);
  });

  it('is neither arrived at nor opened where it is cancelled or unknown, or another one is open', async () => {
    const { desk } = await startDesk(freshBench());
    await expect(desk.open('off', 'service', LI)).rejects.toThrow(/is cancelled/);
    expect(() => desk.arrive('nowhere', LI)).toThrow(/no stop "nowhere"/);
    await desk.open('market', 'service', LI);
    expect(() => desk.arrive('off', LI)).toThrow(/still open/);
  });

  it('is remembered over a power cut even where its own file was lost', async () => {
    const bench = freshBench();
    const { desk, ledger } = await startDesk(bench);
    desk.arrive('market', LI);
    await desk.open('market', 'service', LI);
    desk.fact({ do: 'fact', fact: 'hand-count', detail: { in: 12 } }, LI);
    await ledger.flush();
    bench.disk.cut();
    for (const file of ['officer.json', 'officer.json.bak'])
      if (bench.disk.read(`/data/bus-17/${file}`) !== null) bench.disk.plant(`/data/bus-17/${file}`, 'torn');
    const again = await startDesk(bench);
    expect(again.ledger.status.detail).toContain('officer.json was damaged and is lost');
    expect(again.notes.happenings['market']).toMatchObject({ opened: { at: 0 }, handCount: { in: 12 } });
    expect(again.notes.happenings['market']?.arrived).not.toBeNull();
  });

  it('lets nobody write what does not fit', async () => {
    const { desk } = await startDesk(freshBench());
    const fact = (name: 'hand-count' | 'checklist', detail: Record<string, unknown>) =>
      desk.fact({ do: 'fact', fact: name, detail }, LI);
    expect(() => fact('hand-count', { in: -1 })).toThrow(/not kept/);
    expect(() => fact('checklist', { done: ['poster'], open: [] })).toThrow(/"poster" does not fit/);
  });
});

describe('what the doorway saw', () => {
  it('is kept over starts, each once, so that what was forgotten in an earlier one is still asked about', async () => {
    const bench = freshBench();
    const first = await startDesk(bench);
    first.ledger.anchor(Date.UTC(2026, 10, 26), 'ntp', 500);
    for (let n = 0; n < 5; n++) visit(first.ledger);
    await first.ledger.stop();
    for (let start = 0; start < 3; start++) {
      const { ledger, notes } = await startDesk(bench);
      expect(notes.activity.map(({ slots }) => slots.map(({ entries }) => entries))).toEqual([[5], []]);
      await ledger.stop();
    }
  });
});
