import { z } from 'zod';
import { Author } from '../author.ts';
import { Name, Text } from '../ids.ts';

/** Local time of the bus as HH:MM. */
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time written HH:MM');

/** What a plan says of a stop. Each field is replaced as a whole: half of one author's and half of another's is nobody's plan. */
export const PlanFields = z.object({
  when: z
    .object({ date: z.iso.date(), from: Clock.nullable(), to: Clock.nullable() })
    .refine(({ from, to }) => from === null || to === null || from < to, {
      path: ['to'],
      message: 'is not after "from"; a stop ends on the day it begins',
    }),
  place: z.object({
    name: Text,
    /** Stops of the same village share it; return visits are recognised by it. */
    village: Name,
    county: Name.nullable(),
    /** Where to park, in words. */
    address: z.string().max(200).nullable(),
    position: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).nullable(),
  }),
  kind: z.enum(['village', 'market', 'school', 'firm', 'station', 'other']),
  theme: z.string().max(80).nullable(),
  /** Ids of staff on duty. */
  officers: z.array(Name).max(12),
  notes: z.string().max(1000),
  status: z.enum(['draft', 'approved', 'confirmed', 'postponed', 'cancelled']),
});
export type PlanFields = z.infer<typeof PlanFields>;
export type PlanField = keyof PlanFields;
export const PLAN_FIELDS = Object.keys(PlanFields.shape) as PlanField[];

/** 64 random bits in hex. */
export const ProposalId = z.string().regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits');
export type ProposalId = z.infer<typeof ProposalId>;

/** The versions of each field that an author had before their eyes. A version is the id of the proposal that wrote it. */
const Seen = z.partialRecord(
  z.enum(PLAN_FIELDS as [PlanField, ...PlanField[]]),
  z.array(ProposalId).max(200),
);

/** An edit of a plan, on the bus or at headquarters. */
export const Proposal = z.object({
  id: ProposalId,
  stop: Name,
  author: Author,
  /** Wall time in milliseconds as the author's clock had it; shown, and never used to decide. */
  at: z.number().int().nonnegative().nullable(),
  base: Seen,
  set: PlanFields.partial().refine(
    (set) => Object.keys(set).length > 0,
    'changes nothing; set at least one field',
  ),
});
export type Proposal = z.infer<typeof Proposal>;

/** One value that a field has, or that somebody wants it to have. */
const version = <T extends z.ZodType>(value: T) =>
  z.object({
    version: ProposalId,
    value,
    author: Author,
    at: z.number().int().nonnegative().nullable(),
    /** Versions that its author had seen: should one of them arrive later, it was answered before it came. */
    over: z.array(ProposalId).default([]),
  });
const field = <T extends z.ZodType>(value: T) =>
  z.object({
    current: version(value),
    /** Values that others wrote without having seen the current one: a conflict, open until somebody chooses. */
    rivals: z.array(version(value)),
  });

/** The plan of one stop with the origin of every value. */
export const StopPlan = z.object({
  id: Name,
  fields: z.object({
    when: field(PlanFields.shape.when).optional(),
    place: field(PlanFields.shape.place).optional(),
    kind: field(PlanFields.shape.kind).optional(),
    theme: field(PlanFields.shape.theme).optional(),
    officers: field(PlanFields.shape.officers).optional(),
    notes: field(PlanFields.shape.notes).optional(),
    status: field(PlanFields.shape.status).optional(),
  }),
});
export type StopPlan = z.infer<typeof StopPlan>;

/** A field of a plan, whichever it is. */
export interface AnyPlanned {
  current: AnyVersion;
  rivals: AnyVersion[];
}
export interface AnyVersion {
  version: ProposalId;
  value: unknown;
  author: Author;
  at: number | null;
  over: readonly ProposalId[];
}

/** Everything a bus may know of its own stops. A snapshot replaces the one before if its revision is higher. */
export const ScheduleSnapshot = z.object({
  v: z.literal(1),
  bus: Name,
  revision: z.number().int().nonnegative(),
  stops: z.array(StopPlan),
});
export type ScheduleSnapshot = z.infer<typeof ScheduleSnapshot>;
