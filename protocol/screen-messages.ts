import { z } from 'zod';
import { Language, Name, Purpose, Text } from './ids.ts';
import { OfficerDay, PanelIdentity, PanelIdentify } from './officer-day.ts';
import { OfficerCommand, Queue } from './officer-commands.ts';
import { RehearsalCommand, RehearsalView } from './rehearsal.ts';
import { Warning } from './warnings.ts';

export { OfficerCommand, Queue };

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

/** One contact of a bus, under the name by which all rooms know it. */
export const InputName = z
  .string()
  .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/)
  .max(80);
export const SensorName = z.enum(['supply', 'inside', 'daylight']);

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

export const VirtualCommand = z.discriminatedUnion('do', [
  z.object({ do: z.literal('beam'), door: Name, beam: z.enum(['outer', 'inner']), broken: z.boolean() }),
  /** Without `board`, the cables of all boards. */
  z.object({ do: z.literal('cable'), plugged: z.boolean(), board: Name.optional() }),
  /** `input` as in device-config's inputs: `thing/lock-07`, `button/…`, `handset/…`, `alarm/magnet`, … */
  z.object({ do: z.literal('input'), input: InputName, active: z.boolean() }),
  z.object({ do: z.literal('reading'), sensor: SensorName, ratio: z.number().min(0).max(1) }),
  /** A light or input controller stops answering, as if its plug were loose. */
  z.object({ do: z.literal('silence'), controller: Name, silent: z.boolean() }),
  /** A lamp burns out, or a contact sticks as it is now, until it is mended. For whoever learns to find faults. */
  z.object({ do: z.literal('spoil'), what: z.enum(['lamp', 'input']), name: InputName, spoilt: z.boolean() }),
]);
export type VirtualCommand = z.infer<typeof VirtualCommand>;

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

/** Millimetres from the rear left corner of the bus (or the room), seen from above. */
const PlanPoint = z.object({ x: z.number(), y: z.number() });

/** What screens may know of the bus: enough to lay out a page in millimetres and to draw the plan. */
export const BusSummary = z.object({
  id: Name,
  name: Text,
  vehicle: z.enum(['bus', 'room']),
  purpose: Purpose,
  /** Inside length and width of the plan in millimetres. */
  plan: z.object({ length: z.number(), width: z.number() }),
  /** Most visitors aboard at once. */
  holds: z.number().int(),
  stations: z.array(
    z.object({
      id: Name,
      name: Text,
      zones: z.array(Name),
      exhibits: z.array(Name),
      panel: z.object({ width: z.number(), height: z.number(), readingDistance: z.number() }),
      place: PlanPoint.nullable(),
    }),
  ),
  boards: z.array(Name),
  controllers: z.array(z.object({ id: Name, board: Name, chip: z.enum(['pca9685', 'mcp23017']) })),
  things: z.array(
    z.object({
      id: Name,
      name: Text,
      kind: z.enum(['lock', 'tool', 'knife', 'dummy', 'document', 'device']),
      sense: z.enum(['lift', 'touch']),
      station: Name,
      lamp: Name,
      place: PlanPoint.nullable(),
    }),
  ),
  buttons: z.array(
    z.object({
      id: Name,
      name: Text,
      means: z.enum(['genuine', 'scam', 'hold', 'staff']),
      station: Name.nullable(),
      door: Name.nullable(),
      /** The lamp in it, if it has one. */
      lamp: Name.nullish(),
    }),
  ),
  handsets: z.array(z.object({ id: Name, name: Text, station: Name })),
  keyDoors: z.array(z.object({ id: Name, name: Text, station: Name, lamp: Name.nullish() })),
  facades: z.array(z.object({ id: Name, name: Text, station: Name, windows: z.array(Name) })),
  lantern: z.object({ lamps: z.array(Name), visits: z.number().int() }).nullable(),
  alarmRig: z
    .object({ station: Name, beacon: Name, armHoldSeconds: z.number(), soundSeconds: z.number() })
    .nullable(),
  panelKey: z.boolean(),
  /** Where the second round can be played at home; null where there is only a paper card. */
  secondRound: z.string().nullable(),
  ignition: z.boolean(),
  sensors: z.array(SensorName),
  doors: z.array(z.object({ id: Name, name: Text, place: PlanPoint.nullable() })),
  lamps: z.array(z.object({ id: Name, name: Text, dimmable: z.boolean(), place: PlanPoint.nullable() })),
});
export type BusSummary = z.infer<typeof BusSummary>;

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
