import { CarriedAnswer, type CarryHead } from '@pingan/protocol/carry-file';
import type { CarriedPart, CarryBrought } from '@pingan/protocol/carry-report';
import { CarryFault } from '@pingan/protocol/carry/carry-fault';
import { isSignedBy, openCarryFile, splitCarryFile } from '@pingan/protocol/carry/seal';
import type { CrewList } from '@pingan/protocol/crew';
import type { Receipt } from '@pingan/protocol/receipts';
import type { ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import type { WarningList } from '@pingan/protocol/warnings';
import type { Log } from '../log.ts';
import { type CarryMark, foreignBusIn, marked, NO_MARK, warningsAreNews } from './answer-rule.ts';
import type { BusCarryKeys } from './carry-keys.ts';

/**
 * Who takes in what headquarters gave back: the same doors through which MQTT brings it. `older` changes nothing. A bus without crew or
 * schedule has nobody to take them.
 */
export interface AnswerTakers {
  receipts(receipts: readonly Receipt[]): Promise<void>;
  schedule?(snapshot: ScheduleSnapshot): Promise<'taken' | 'older'>;
  crew?(list: CrewList): Promise<'taken' | 'older'>;
  /** @param written wall time at which headquarters wrote the list */
  warnings?(list: WarningList, written: number): Promise<'taken' | 'older'>;
}

export interface BringBackParts {
  bus: string;
  keys: BusCarryKeys;
  takers: AnswerTakers;
  /** Remembers over restarts which answers were read. */
  mark: { read(): Promise<CarryMark | null>; write(mark: CarryMark): Promise<void> };
  /** Records that still wait for a receipt. */
  waiting(): number;
  log: Log;
}

/** Takes headquarters' answer in, as often as it is brought. Rejects with a `CarryFault`; then nothing has changed. */
export async function bringBack(bytes: Uint8Array, parts: BringBackParts): Promise<CarryBrought> {
  const { head, answer } = await open(bytes, parts);
  const { takers, log } = parts;
  const mark = (await parts.mark.read()) ?? NO_MARK;
  const receipts = answer.receipts.flatMap((message) => message.receipts);
  await takers.receipts(receipts);
  const refused = receipts.filter(({ outcome }) => outcome === 'rejected').length;
  const brought: CarryBrought = {
    written: head.written,
    again: mark.read.includes(head.id),
    receipts: { confirmed: receipts.length - refused, refused },
    schedule: (answer.schedule && (await takers.schedule?.(answer.schedule))) ?? 'none',
    crew: (answer.crew && (await takers.crew?.(answer.crew))) ?? 'none',
    warnings: await takeWarnings(answer, head, { mark, takers }),
    waiting: parts.waiting(),
  };
  await parts.mark.write(marked(mark, head));
  log.info({ id: head.id, ...brought }, 'an answer of headquarters was brought back in a file');
  return brought;
}

async function open(
  bytes: Uint8Array,
  { bus, keys }: BringBackParts,
): Promise<{ head: CarryHead; answer: CarriedAnswer }> {
  const file = splitCarryFile(bytes);
  const { head } = file;
  if (head.from !== 'headquarters') throw CarryFault.of('wrong-direction', { from: head.from });
  if (head.bus !== bus) throw CarryFault.of('wrong-bus', { bus: head.bus, here: bus });
  if (!isSignedBy(file, keys.headquartersSigning)) throw CarryFault.of('bad-signature', { from: head.from });
  const answer = await openCarryFile(file, keys.answers, CarriedAnswer);
  const foreign = foreignBusIn(answer, bus);
  if (foreign !== null) throw CarryFault.of('unreadable', { why: `it speaks of ${foreign}` });
  return { head, answer };
}

async function takeWarnings(
  { warnings }: CarriedAnswer,
  { written }: CarryHead,
  { mark, takers }: { mark: CarryMark; takers: AnswerTakers },
): Promise<CarriedPart> {
  if (warnings === null || takers.warnings === undefined) return 'none';
  if (written === null || !warningsAreNews(mark, written)) return 'older';
  return takers.warnings(warnings, written);
}
