import { type SensorName, SENSORS } from '@pingan/device-config/inputs';
import type { BusProfile, HouseSensorsConfig } from '@pingan/device-config/profile';
import { type ContactRules, RESTING } from '../things/contact.ts';
import { contactFaultWords, Contacts, type InputEvent } from '../things/contacts.ts';
import { brightnessOf, celsiusOf, isHot, SENSOR_RULES, supplyLevel, type SupplyLevel } from './levels.ts';
import {
  type SensorEvent,
  type SensorReading,
  type SensorState,
  sensorStep,
  UNREAD_SENSOR,
} from './sensor.ts';
import { RUNNING, type Shutdown, type ShutdownEvent, shutdownStep } from './shutdown.ts';

const IGNITION = 'ignition';
/** Starting an engine interrupts the ignition line for a moment; two seconds without it are meant. */
const IGNITION_RULES: ContactRules = { ...RESTING, activeMs: 200, inactiveMs: 2_000 };

export type HouseEvent =
  | ShutdownEvent
  | { kind: 'supply'; level: SupplyLevel; volts: number; at: number }
  /** Officers should hold admission, or need no longer. */
  | { kind: 'heat'; holdAdmission: boolean; celsius: number; at: number };

export interface HouseFault {
  fault: 'unconnected' | 'stuck' | 'flapping';
  /** A sensor's name, or `ignition`. */
  sensor: SensorName | typeof IGNITION;
  words: string;
}

export type SensorCondition = HouseFault['fault'] | 'good' | 'unknown';

/** The house of a bus: its supply, its heat, the daylight, and when it must shut down. */
export class HouseOfBus {
  readonly #config: HouseSensorsConfig;
  readonly #boards: Map<SensorName, string>;
  readonly #contacts: Contacts;
  readonly #sensors = new Map<SensorName, SensorState>(SENSORS.map((sensor) => [sensor, UNREAD_SENSOR]));
  #level: SupplyLevel = 'good';
  #hot = false;
  #shutdown: Shutdown = RUNNING;
  /** A bus that was started with the ignition off stands at a charger or in a workshop, and stays on. */
  #ignitionWasOn = false;

  constructor({
    sensors,
    controllers,
  }: {
    sensors: HouseSensorsConfig;
    controllers: BusProfile['controllers'];
  }) {
    this.#config = sensors;
    this.#boards = new Map(
      SENSORS.flatMap((sensor) => {
        const board = sensors[sensor]?.board;
        return board === undefined ? [] : [[sensor, board] as const];
      }),
    );
    const { ignition } = sensors;
    this.#contacts = new Contacts(
      ignition ? [{ input: IGNITION, contact: ignition, rules: IGNITION_RULES }] : [],
      controllers,
    );
  }

  /** A reading of one sensor; one that the profile does not name is ignored. */
  reading({ sensor, ratio, at }: SensorReading): HouseEvent[] {
    if (!this.#boards.has(sensor)) return [];
    this.#sense(sensor, { kind: 'reading', ratio, at });
    return [...this.#judge(sensor, at), ...this.#watchPower(at)];
  }

  /** A report of one contact; those of other rooms are ignored. */
  input(event: InputEvent): HouseEvent[] {
    this.#contacts.input(event);
    return this.#watchPower(event.at);
  }

  /** Lets time pass; call it a few times a second. */
  tick(at: number): HouseEvent[] {
    this.#contacts.tick(at);
    return this.#watchPower(at);
  }

  /** @param from id of the board or I2C controller that is gone; without it, all are */
  boardLost(at: number, from?: string): HouseEvent[] {
    this.#contacts.lost(at, from);
    for (const [sensor, board] of this.#boards) {
      if (from === undefined || from === board) this.#sense(sensor, { kind: 'lost' });
    }
    return this.#watchPower(at);
  }

  /** Null while nothing is known. */
  get supply(): { volts: number; level: SupplyLevel } | null {
    const ratio = this.#ratio('supply');
    const { supply } = this.#config;
    return ratio === null || !supply ? null : { volts: ratio * supply.fullScale, level: this.#level };
  }

  /** Null while nothing is known. */
  get inside(): { celsius: number; holdAdmission: boolean } | null {
    const ratio = this.#ratio('inside');
    return ratio === null ? null : { celsius: celsiusOf(ratio), holdAdmission: this.#hot };
  }

  /** Brightness around the lamps, 0 dark to 1 bright; null while nothing is known. */
  get daylight(): number | null {
    const ratio = this.#ratio('daylight');
    const { daylight } = this.#config;
    return ratio === null || !daylight ? null : brightnessOf(ratio, daylight);
  }

  /** Null while the ignition is unknown or the profile names none. */
  get ignition(): boolean | null {
    return this.#contacts.value(IGNITION);
  }

  get shutdown(): Shutdown {
    return this.#shutdown;
  }

  get faults(): HouseFault[] {
    const unconnected = [...this.#boards.keys()].filter((sensor) => this.#sensors.get(sensor)?.unconnected);
    return [
      ...unconnected.map((sensor) => ({
        fault: 'unconnected' as const,
        sensor,
        words: unconnectedWords(sensor),
      })),
      ...this.#contacts.faults.map((fault) => ({
        fault: fault.fault,
        sensor: IGNITION as typeof IGNITION,
        words: contactFaultWords('the ignition input', fault),
      })),
    ];
  }

  /** Whether each sensor beside the supply can be believed; those that the profile has. */
  get sensed(): Partial<Record<'inside' | 'daylight' | 'ignition', SensorCondition>> {
    const analogue = (['inside', 'daylight'] as const).filter((sensor) => this.#boards.has(sensor));
    return {
      ...Object.fromEntries(analogue.map((sensor) => [sensor, this.#condition(sensor)])),
      ...(this.#config.ignition && { ignition: this.#ignitionCondition }),
    };
  }

  /** The state of the house in sentences for the officer; only what is known and matters. */
  get words(): string[] {
    const { supply, inside } = this;
    const volts = supply?.volts.toFixed(1);
    return [
      ...(supply?.level === 'low'
        ? [`the supply is low at ${volts} V; connect the charger or start the engine`]
        : []),
      ...(supply?.level === 'critical'
        ? [`the supply is critical at ${volts} V; the bus will shut down`]
        : []),
      ...(inside?.holdAdmission
        ? [`it is ${inside.celsius.toFixed(0)} °C inside; hold admission and let air in`]
        : []),
      ...shutdownWords(this.#shutdown),
    ];
  }

  #condition(sensor: SensorName): SensorCondition {
    if (this.#sensors.get(sensor)?.unconnected) return 'unconnected';
    return this.#ratio(sensor) === null ? 'unknown' : 'good';
  }

  get #ignitionCondition(): SensorCondition {
    return this.#contacts.faults[0]?.fault ?? (this.ignition === null ? 'unknown' : 'good');
  }

  #ratio(sensor: SensorName): number | null {
    return this.#sensors.get(sensor)?.smoothed?.value ?? null;
  }

  #sense(sensor: SensorName, event: SensorEvent): void {
    const before = this.#sensors.get(sensor) ?? UNREAD_SENSOR;
    this.#sensors.set(sensor, sensorStep(before, event, SENSOR_RULES[sensor]));
  }

  #judge(sensor: SensorName, at: number): HouseEvent[] {
    const { supply, inside } = this.#config;
    const ratio = this.#ratio(sensor);
    if (ratio === null) return [];
    if (sensor === 'supply' && supply) {
      const volts = ratio * supply.fullScale;
      const before = this.#level;
      this.#level = supplyLevel(before, volts, supply);
      return this.#level === before ? [] : [{ kind: 'supply', level: this.#level, volts, at }];
    }
    if (sensor === 'inside' && inside) {
      const celsius = celsiusOf(ratio);
      const before = this.#hot;
      this.#hot = isHot(before, celsius, inside.hot);
      return this.#hot === before ? [] : [{ kind: 'heat', holdAdmission: this.#hot, celsius, at }];
    }
    return [];
  }

  #watchPower(at: number): HouseEvent[] {
    const { supply } = this;
    this.#ignitionWasOn ||= this.ignition === true;
    const ignition = this.#ignitionWasOn ? this.ignition : null;
    const critical = supply === null ? null : supply.level === 'critical';
    const { state, events } = shutdownStep(this.#shutdown, { ignition, critical, at });
    this.#shutdown = state;
    return events;
  }
}

function unconnectedWords(sensor: SensorName): string {
  const named = { supply: 'supply voltage', inside: 'inside temperature', daylight: 'daylight' }[sensor];
  return `the ${named} sensor reads what no sensor can; not connected? Check its plug`;
}

function shutdownWords(shutdown: Shutdown): string[] {
  if (shutdown.at === 'running') return [];
  const why = shutdown.why === 'ignition' ? 'the ignition is off' : 'the battery is nearly empty';
  if (shutdown.at === 'due') return [`${why}; the bus is shutting down`];
  return [
    `${why}; the bus is about to shut down${shutdown.why === 'ignition' ? ' unless it is turned on again' : ''}`,
  ];
}
