import { z } from 'zod';
import { DepartureStep, TicketId } from './departure.ts';
import { Name, Purpose } from './ids.ts';
import { PlanFields, ProposalId } from './schedule/plan.ts';

export const Queue = z.enum(['none', 'short', 'long']);
export type Queue = z.infer<typeof Queue>;

/** What an officer asks of the bus. */
export const OfficerCommand = z.discriminatedUnion('do', [
  z.object({ do: z.literal('open-stop'), stop: Name, purpose: Purpose }),
  z.object({ do: z.literal('close-stop') }),
  /** The bus stands at a stop and is not open yet. */
  z.object({ do: z.literal('arrive'), stop: Name }),
  /** Why people are aboard from now on, the stop staying open. */
  z.object({ do: z.literal('purpose'), purpose: Purpose }),
  /** What happened, by the names of `FACT_DETAILS`; the bridge adds who, when and where. */
  z.object({
    do: z.literal('fact'),
    fact: z.enum(['hand-count', 'odometer', 'checklist', 'after-action', 'weather']),
    detail: z.record(z.string(), z.unknown()),
    /** The stop it is about, where that is not the current one: the form is filled in after closing. */
    stop: Name.optional(),
  }),
  /** Somebody else takes over; the panel asks for their PIN next. */
  z.object({ do: z.literal('hand-over'), to: Name, remark: z.string().max(500) }),
  /** Shows an address and a one-time code with which a phone is paired, or no longer. */
  z.object({ do: z.literal('pair'), on: z.boolean() }),
  /** Takes a proposed correction as it is, or with another stop or purpose. */
  z.object({
    do: z.literal('amend'),
    suggestion: z.string().max(80),
    stop: Name.nullable(),
    purpose: Purpose,
    reason: z.string().min(1).max(300),
  }),
  z.object({ do: z.literal('wave-aside'), suggestion: z.string().max(80) }),
  /** An exhibit is offered to visitors, or no longer. */
  z.object({ do: z.literal('exhibit'), exhibit: Name, on: z.boolean() }),
  /** Of all lamps and of all screens' sounds: 1 soft, 2 usual, 3 strong. */
  z.object({ do: z.literal('brightness'), level: z.number().int().min(1).max(3) }),
  z.object({ do: z.literal('loudness'), level: z.number().int().min(1).max(3) }),
  /** The officer's watch, where the bus does not know the time: wall milliseconds. */
  z.object({ do: z.literal('clock'), wall: z.number().int().positive() }),
  /** An edit of a stop's plan; choosing between rivals is an edit. The bridge names what was seen. */
  z.object({ do: z.literal('plan'), stop: Name, set: PlanFields.partial() }),
  /** A refusal of an edit has been read. */
  z.object({ do: z.literal('dismiss'), proposal: ProposalId }),
  z.object({ do: z.literal('answered'), station: Name }),
  /** Keeps a station's session alive while an officer talks to a group, or no longer. */
  z.object({ do: z.literal('hold'), station: Name, on: z.boolean() }),
  /** How many wait outside: decides, with those aboard, how long a story is. */
  z.object({ do: z.literal('queue'), queue: Queue }),
  /** A presenter plays with a class at a station, or no longer. */
  z.object({ do: z.literal('present'), station: Name, on: z.boolean() }),
  /** The live alarm: pressed (hold to arm), let go, disarmed, or silenced at once. */
  z.object({ do: z.literal('alarm'), press: z.enum(['hold', 'release', 'disarm', 'stop']) }),
  /** Calibrating a door by hand-tapped entries and exits. */
  z.object({
    do: z.literal('calibration'),
    door: Name,
    step: z.enum(['start', 'in', 'out', 'finish', 'cancel']),
  }),
  /** The departure check. */
  z.object({ do: z.literal('departure'), check: DepartureStep }),
  /** A fault has been mended. */
  z.object({ do: z.literal('mended'), ticket: TicketId, remark: z.string().max(500) }),
]);
export type OfficerCommand = z.infer<typeof OfficerCommand>;
