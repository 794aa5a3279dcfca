import { z } from 'zod';
import { BusStatus } from './bus-status.ts';
import { BusSummary } from './bus-summary.ts';
import { Language, Name } from './ids.ts';
import { InputName } from './input-names.ts';
import { OfficerDay, PanelIdentity, PanelIdentify } from './officer-day.ts';
import { OfficerCommand } from './officer-commands.ts';
import { RehearsalCommand, RehearsalView } from './rehearsal.ts';
import { VirtualCommand } from './virtual-command.ts';
import { Warning } from './warnings.ts';

/** The version of what screens and bridge say to each other over the WebSocket. */
export const SCREEN_VERSION = 1;

/** The five universal turning points of a scam; one ceiling lamp each, named alike in every profile. */
export const TURNING_POINTS = [
  'moved',
  'hushed',
  'money-first',
  'keys-handed-over',
  'pay-to-withdraw',
] as const;
export const TurningPoint = z.enum(TURNING_POINTS);
export type TurningPoint = z.infer<typeof TurningPoint>;

/** `before` and `after` a story; `later`: last time's item on a return visit. */
const LearningPhase = z.enum(['before', 'after', 'later']);
const Ids = z.array(Name);
/** What the alarm rig does, as far as a station may know. `busy`: others use it; `gone`: it cannot be used now. */
export const RigStage = z.enum([
  'ready',
  'arming',
  'announced',
  'armed',
  'sounding',
  'silenced',
  'busy',
  'gone',
]);
export type RigStage = z.infer<typeof RigStage>;
const Timeline = z.array(z.object({ seen: z.string(), at: z.number() }));

/** Where a station is. The screen finds the texts by these ids in the content pack it loaded. */
export const Step = z.discriminatedUnion('at', [
  /** `exhibits` are those this station may start now: service offers only what a bureau has signed off. */
  z.object({ at: z.literal('attract'), exhibits: Ids }),
  /** Somebody is here and has several exhibits to choose from. */
  z.object({ at: z.literal('menu'), exhibits: Ids }),
  /** A message to tell apart, `index` of `count` in its phase; and what was wrong with the answer. */
  z.object({
    at: z.literal('item'),
    exhibit: Name,
    phase: LearningPhase,
    item: Name,
    index: z.number().int(),
    count: z.number().int(),
  }),
  z.object({ at: z.literal('item-feedback'), exhibit: Name, phase: LearningPhase, item: Name }),
  /** A story. */
  z.object({ at: z.literal('beat'), exhibit: Name, beat: Name, length: z.enum(['short', 'full']) }),
  z.object({
    at: z.literal('feedback'),
    exhibit: Name,
    beat: Name,
    choice: Name,
    length: z.enum(['short', 'full']),
  }),
  z.object({ at: z.literal('result'), exhibit: Name, ending: Name }),
  /** A judge: `said` holds the pile chosen for each item of `order` so far. */
  z.object({ at: z.enum(['sort', 'sorted', 'sort-result']), exhibit: Name, order: Ids, said: Ids }),
  /** A collection. */
  z.object({ at: z.literal('shelf'), exhibit: Name, seen: Ids }),
  z.object({ at: z.literal('object'), exhibit: Name, object: Name, beside: Name.nullable(), seen: Ids }),
  z.object({ at: z.literal('shelf-result'), exhibit: Name, seen: Ids }),
  /** Questions: a house with a purse, or the village's voice. */
  z.object({ at: z.enum(['house', 'house-result']), exhibit: Name, bought: Ids }),
  z.object({ at: z.enum(['question', 'question-result']), exhibit: Name, answers: Ids }),
  /** The live alarm. */
  z.object({
    at: z.literal('alarm'),
    exhibit: Name,
    rig: z.object({ stage: RigStage, announce: z.number().nullable(), timeline: Timeline }),
    sounded: z.boolean(),
  }),
  z.object({ at: z.literal('alarm-result'), exhibit: Name, timeline: Timeline, sounded: z.boolean() }),
  /** Thanks, what to take home, and how many of the messages were told apart (null where none were asked). */
  z.object({
    at: z.literal('closing'),
    exhibit: Name,
    told: z.object({ right: z.number().int(), of: z.number().int() }).nullable(),
  }),
]);
export type Step = z.infer<typeof Step>;

/** How a screen meets a visitor's eyes, arms and ears; back to normal for the next one. */
export const Reach = z.object({
  easyRead: z.boolean(),
  lowReach: z.boolean(),
  /** Steps of loudness of narration and sounds; 2 is normal. */
  volume: z.number().int().min(1).max(3),
  /** Screens are read aloud. */
  aloud: z.boolean(),
});
export type Reach = z.infer<typeof Reach>;
export const USUAL_REACH: Reach = { easyRead: false, lowReach: false, volume: 2, aloud: false };

/** Who plays: one visitor by touch, a group by the two big buttons, or a class whose hands a presenter counts. */
export const Audience = z.discriminatedUnion('is', [
  z.object({ is: z.literal('one') }),
  z.object({
    is: z.literal('group'),
    /** Presses at this step; the majority decides when the time is up. */
    vote: z
      .object({ genuine: z.number().int(), scam: z.number().int(), secondsLeft: z.number().int() })
      .nullable(),
  }),
  /** Hands counted at this step, by choice. */
  z.object({ is: z.literal('class'), hands: z.record(z.string(), z.number().int()) }),
]);
export type Audience = z.infer<typeof Audience>;

/** What a touch means. */
export const TouchAction = z.discriminatedUnion('do', [
  /** The first touch where there are several exhibits. */
  z.object({ do: z.literal('begin') }),
  z.object({ do: z.literal('start'), exhibit: Name }),
  z.object({ do: z.literal('next') }),
  /** A choice, a verdict (`genuine`, `scam`), a pile, an answer, a measure or an object. */
  z.object({ do: z.literal('choose'), choice: Name }),
  /** Lays a second object beside the open one. */
  z.object({ do: z.literal('beside'), object: Name }),
  z.object({ do: z.literal('back') }),
  /** The arming button on the screen: press and hold. */
  z.object({ do: z.literal('alarm'), press: z.enum(['hold', 'release', 'disarm']) }),
  /** A presenter counts a hand more or less for a choice. */
  z.object({ do: z.literal('hands'), choice: Name, more: z.boolean() }),
  z.object({ do: z.literal('stay') }),
  z.object({ do: z.literal('leave') }),
  z.object({ do: z.literal('language'), language: Language }),
  z.object({ do: z.literal('reach'), reach: Reach.partial() }),
]);
export type TouchAction = z.infer<typeof TouchAction>;

/** From a screen to the bridge. */
export const ScreenMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    v: z.literal(SCREEN_VERSION),
    screen: z.enum(['visitor', 'officer', 'virtual-bus', 'warnings']),
    /** A visitor screen says which station it is; without it, the profile's first. */
    station: Name.optional(),
  }),
  /** Ignored unless session and revision are the current ones, so a tap on a step that has passed does nothing. */
  z.object({
    type: z.literal('touch'),
    session: z.string().max(40),
    revision: z.number().int().nonnegative(),
    action: TouchAction,
  }),
  /** "I may be in one now": a soft lamp for the officer; nothing is recorded. */
  z.object({ type: z.literal('worried'), on: z.boolean() }),
  z.object({ type: z.literal('officer'), command: OfficerCommand }),
  /** Who is at the officer panel; nothing else is heard from it until the bus knows them. */
  z.object({ type: z.literal('identify'), as: PanelIdentify }),
  z.object({ type: z.literal('virtual'), command: VirtualCommand }),
  /** From the page of the virtual bus: a day that a crowd plays. */
  z.object({ type: z.literal('rehearsal'), command: RehearsalCommand }),
  /** From a visitor screen: how the chime it was asked for went. `locked`: the browser wants a touch before it makes a sound. */
  z.object({
    type: z.literal('chimed'),
    chime: z.number().int(),
    how: z.enum(['played', 'locked', 'failed']),
  }),
]);
export type ScreenMessage = z.infer<typeof ScreenMessage>;

/** From the bridge to a screen. */
export const BridgeMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    v: z.literal(SCREEN_VERSION),
    bus: BusSummary,
    station: Name.nullable(),
    /** Changes with the content; a screen that holds another version loads `/api/content` again. */
    content: z.string(),
  }),
  z.object({
    type: z.literal('step'),
    session: z.string(),
    revision: z.number().int().nonnegative(),
    language: Language,
    step: Step,
    /** Seconds left to say "still here", or null while nobody needs asking. */
    stillHere: z.number().nullable(),
    reach: Reach,
    audience: Audience,
  }),
  /** Case warnings that hold now, newest first; on welcome and whenever one comes or expires. */
  z.object({ type: z.literal('warnings'), warnings: z.array(Warning) }),
  z.object({ type: z.literal('status'), status: BusStatus }),
  /** To officer panels alone: whether the bus knows who is there. */
  z.object({ type: z.literal('identity'), identity: PanelIdentity }),
  /** To officer panels alone, once it knows: the officer's day. */
  z.object({ type: z.literal('day'), day: OfficerDay }),
  z.object({
    type: z.literal('virtual'),
    /** True levels 0..1 read back from the emulated pins, by lamp. */
    lamps: z.record(z.string(), z.number()),
    beams: z.record(z.string(), z.object({ outer: z.boolean(), inner: z.boolean() })),
    /** Contacts as they are driven, by input name. */
    inputs: z.record(z.string(), z.boolean()),
    /** Ratios 0..1 of the analogue sensors. */
    readings: z.record(z.string(), z.number()),
    siren: z.boolean(),
    /** Lamps that are burnt out and contacts that stick, as somebody wished. */
    spoilt: z.object({ lamps: z.array(Name), inputs: z.array(InputName) }),
    /** Whether all cables are plugged in. */
    plugged: z.boolean(),
    /** Milliseconds the emulated clock fell behind because the machine was busy. */
    slipMs: z.number(),
  }),
  /** To the page of the virtual bus: the day that a crowd plays. */
  z.object({ type: z.literal('rehearsal'), rehearsal: RehearsalView }),
  /** To a visitor screen: play the chime of the departure check, at the loudness an officer has set. */
  z.object({ type: z.literal('chime'), chime: z.number().int() }),
  /** The key switch on the bus was turned: the first station's screen becomes the officer panel, or is a visitor's again. */
  z.object({ type: z.literal('panel'), open: z.boolean() }),
  /** `zh` where it is a person who must read it, and not a programmer. */
  z.object({ type: z.literal('refused'), why: z.string(), zh: z.string().optional() }),
]);
export type BridgeMessage = z.infer<typeof BridgeMessage>;
