import { z } from 'zod';
import { Author } from './author.ts';
import { DepartureView, Ticket } from './departure.ts';
import { Name, Purpose, Text } from './ids.ts';
import { PLAN_FIELDS, type PlanField, PlanFields, ProposalId } from './schedule/plan.ts';

const Wall = z.number().int().nullable();

/** How an officer panel says who is at it. */
export const PanelIdentify = z.discriminatedUnion('by', [
  z.object({ by: z.literal('pin'), member: Name, pin: z.string().regex(/^\d{4,8}$/) }),
  /** A sealed one-time code and the PIN to be used from now on. */
  z.object({
    by: z.literal('code'),
    member: Name,
    code: z.string().max(40),
    pin: z.string().regex(/^\d{4,8}$/),
  }),
  /** What the bus gave this page when it was paired or signed in; kept by the page for the shift. */
  z.object({ by: z.literal('token'), token: z.string().max(100) }),
  /** The code shown by a signed-in panel, on a phone that is to be paired. */
  z.object({ by: z.literal('pairing'), code: z.string().max(40) }),
  z.object({ by: z.literal('leaving') }),
]);
export type PanelIdentify = z.infer<typeof PanelIdentify>;

/** Whether the bus knows who is at a panel. */
export const PanelIdentity = z.discriminatedUnion('is', [
  /** A rehearsal without crew: the panel is open to whoever is there. */
  z.object({ is: z.literal('open') }),
  z.object({
    is: z.literal('locked'),
    /** The page is on a phone: it is paired, and never told who serves on the bus. */
    phone: z.boolean(),
    members: z.array(z.object({ id: Name, name: z.string(), hasPin: z.boolean() })),
    /** Seconds until this page may try again after wrong PINs; 0 now. Another page or a paired phone is not held up by it. */
    waitSeconds: z.number().int(),
    /** What was wrong with the last try, for a person. */
    why: Text.nullable(),
  }),
  z.object({ is: z.literal('known'), member: Author, token: z.string().nullable() }),
]);
export type PanelIdentity = z.infer<typeof PanelIdentity>;

/** A conflict of a field: its values, the current one first. */
const Conflict = z.object({
  field: z.enum(PLAN_FIELDS as [PlanField, ...PlanField[]]),
  values: z.array(z.object({ version: ProposalId, value: z.unknown(), author: Author, at: Wall })),
});

/** A stop as the officer sees it: headquarters' plan with the bus's own edits on top. */
export const DayStop = z.object({
  id: Name,
  plan: PlanFields.partial(),
  conflicts: z.array(Conflict),
  /** The bus's own edits that are not settled yet. */
  edits: z.array(
    z.object({
      proposal: ProposalId,
      fields: z.array(z.enum(PLAN_FIELDS as [PlanField, ...PlanField[]])),
      author: Author,
      fate: z.enum(['not-sent', 'at-headquarters', 'accepted', 'conflict', 'rejected']),
      why: z.string().nullable(),
    }),
  ),
  phase: z.enum(['planned', 'arrived', 'open', 'closed']),
  /** Wall times; null where it has not happened or the clock is not known. */
  arrivedAt: Wall,
  openedAt: Wall,
  closedAt: Wall,
  handCount: z.number().int().nullable(),
  checklist: z.object({ done: z.array(Name), open: z.array(Name) }).nullable(),
  afterAction: z.boolean(),
});
export type DayStop = z.infer<typeof DayStop>;

/** One question of the after-action form (反馈表). */
export const FormQuestion = z.discriminatedUnion('asks', [
  z.object({ asks: z.literal('number'), id: Name, text: Text, most: z.number().int() }),
  z.object({ asks: z.literal('yes-no'), id: Name, text: Text }),
  z.object({
    asks: z.literal('choice'),
    id: Name,
    text: Text,
    choices: z.array(z.object({ id: Name, text: Text })),
  }),
  z.object({ asks: z.literal('remark'), id: Name, text: Text }),
]);
export type FormQuestion = z.infer<typeof FormQuestion>;

/** What the officer panel shows of a day. */
export const OfficerDay = z.object({
  /** YYYY-MM-DD; null while the clock is not known. */
  today: z.string().nullable(),
  clock: z.object({
    known: z.boolean(),
    source: z.enum(['ntp', 'gps', 'rtc', 'officer', 'none']),
    wall: Wall,
  }),
  /** By date, those without one last. */
  stops: z.array(DayStop),
  /** The stop that is arrived at or open; null between stops. */
  current: Name.nullable(),
  revision: z.number().int(),
  /** Who has the shift, and since when; null in a rehearsal without crew. */
  shift: z.object({ member: Author, since: Wall }).nullable(),
  /** Panels and phones that are signed in. */
  signedIn: z.array(Author),
  crew: z.array(Author),
  checklist: z.array(z.object({ id: Name, text: Text })),
  form: z.array(FormQuestion),
  /** A stop that seems to have been opened late, or closed early, by what the doorway saw. */
  suggestions: z.array(
    z.object({
      id: z.string(),
      why: z.enum(['forgot-open', 'forgot-close']),
      from: Wall,
      to: Wall,
      visits: z.number().int(),
      /** What the counts would go to. */
      stop: Name.nullable(),
      purpose: Purpose,
    }),
  ),
  /** Exhibits that an officer turned off. */
  off: z.array(Name),
  brightness: z.number().int(),
  loudness: z.number().int(),
  /** Days with counts that headquarters has not confirmed. */
  daysToSend: z.number().int(),
  departure: DepartureView,
  /** Faults that wait to be mended, oldest first. */
  tickets: z.array(Ticket),
  /** Address and one-time code with which a phone is paired, while one is shown. */
  pairing: z.object({ url: z.string(), code: z.string(), secondsLeft: z.number().int() }).nullable(),
});
export type OfficerDay = z.infer<typeof OfficerDay>;
