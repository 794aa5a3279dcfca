import { z } from 'zod';
import { Name, Purpose, Text } from './ids.ts';
import { Queue } from './officer-commands.ts';

/** The state of each part in words a page can show; the same object answers `/api/health`. */
export const BusStatus = z.object({
  board: z.object({
    state: z.enum(['ready', 'starting', 'lost', 'none']),
    virtual: z.boolean(),
    detail: z.string(),
  }),
  broker: z.object({ state: z.enum(['connected', 'connecting', 'none']), detail: z.string() }),
  store: z.object({ state: z.enum(['good', 'failing']), detail: z.string() }),
  /** Records that headquarters has not receipted, and when (Unix milliseconds) it receipted one last. */
  backlog: z.object({ records: z.number().int(), lastConfirmed: z.number().int().nullable() }),
  epoch: z.string(),
  segment: z.object({ stop: Name.nullable(), purpose: Purpose }),
  /** Since the stop was opened (or the process started, outside a stop). */
  visits: z.object({
    in: z.number().int(),
    out: z.number().int(),
    aboard: z.number().int(),
    /** Left although nobody was known to be aboard. */
    unmatched: z.number().int(),
    /** Times a door could not tell whether or which way somebody crossed; nothing was counted then. */
    undecided: z.number().int(),
  }),
  /** What is wrong now and what to do about it, for the officer: boards, chips, beams, contacts, sensors. */
  faults: z.array(Text),
  /** State of each board by name. */
  boards: z.array(
    z.object({ name: Name, state: z.enum(['ready', 'starting', 'lost', 'none']), detail: z.string() }),
  ),
  /** Things off their place or being touched now, and those an officer must look for. */
  things: z.object({
    lifted: z.array(Name),
    touched: z.array(Name),
    alerts: z.array(z.object({ thing: Name, station: Name, words: Text })),
  }),
  /** Stations whose session an officer keeps alive. */
  held: z.array(Name),
  queue: Queue,
  /** The length of a story that starts now. */
  length: z.enum(['short', 'full']),
  /** Stations where a presenter plays with a class. */
  presenting: z.array(Name),
  alarm: z
    .object({
      phase: z.enum(['disarmed', 'arming', 'announced', 'armed', 'sounding', 'silenced']),
      siren: z.boolean(),
      beacon: z.boolean(),
      /** Whole seconds until it is armed, while it is announced. */
      announce: z.number().nullable(),
      /** What each sensor saw, `at` in milliseconds since this demonstration began. */
      timeline: z.array(z.object({ seen: z.string(), at: z.number() })),
    })
    .nullable(),
  house: z.object({
    supply: z.object({ volts: z.number(), level: z.enum(['good', 'low', 'critical']) }).nullable(),
    inside: z.object({ celsius: z.number(), holdAdmission: z.boolean() }).nullable(),
    /** 0 dark … 1 bright. */
    daylight: z.number().nullable(),
    shutdown: z.enum(['running', 'asked', 'due']),
  }),
  /** Share 0..1 of the village lantern that finished visits have lit. */
  lantern: z.number().nullable(),
  /** How far each door's count can be believed. */
  doors: z.array(
    z.object({
      id: Name,
      /** Hand-tapped entries of the calibration that holds or runs; 50 are needed. */
      tapped: z.number().int(),
      calibrating: z.boolean(),
      /** Visits in through this door, which the interval is about. */
      in: z.number().int().nullish(),
      out: z.number().int().nullish(),
      /** Seconds in which the door could not see since the stop was opened, and whether it cannot see now. */
      blind: z.object({ seconds: z.number().int(), now: z.boolean() }),
      /** Interval in which the true number of visits in lies, or null before the door is calibrated. */
      interval: z.object({ low: z.number(), high: z.number() }).nullable(),
      /** Visits that the last daily reset found aboard although nobody was. */
      drift: z.number().int().nullable(),
    }),
  ),
  stops: z.array(z.object({ id: Name, name: Text, date: z.string().nullable() })),
  worried: z.array(Name),
  content: z.object({
    exhibits: z.array(Name),
    /** Title of each exhibit of the pack. */
    titles: z.record(z.string(), Text),
    reviewPending: z.array(Name),
    leftOut: z.array(z.string()),
  }),
});
export type BusStatus = z.infer<typeof BusStatus>;
