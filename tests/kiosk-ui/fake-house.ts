import type { BusStatus } from '@pingan/protocol/bus-status';
import type { BusSummary } from '@pingan/protocol/bus-summary';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import type { BridgeMessage } from '@pingan/protocol/screen-messages';
import type { VirtualCommand } from '@pingan/protocol/virtual-command';

type Virtual = Extract<BridgeMessage, { type: 'virtual' }>;
type Alarm = NonNullable<BusStatus['alarm']>;

/** The things, the alarm rig and the sensors of a fake bus: as much of their rules as pages can tell apart. */
export class FakeHouse {
  readonly inputs: Record<string, boolean>;
  readonly readings: Record<string, number> = { supply: 0.8, inside: 0.144, daylight: 0.5 };
  readonly unplugged = new Set<string>();
  readonly burntOut = new Set<string>();
  readonly stuck = new Set<string>();

  #bus: BusSummary;

  constructor(bus: BusSummary) {
    this.#bus = bus;
    const lying = bus.things.filter(({ sense }) => sense === 'lift').map(({ id }) => `thing/${id}`);
    this.inputs = Object.fromEntries([...lying, 'alarm/magnet', 'ignition'].map((input) => [input, true]));
  }

  /** What changes in the status when somebody does this on the virtual bus. */
  move(command: VirtualCommand, status: BusStatus): Partial<BusStatus> {
    if (command.do === 'cable') return this.#cable(command, status);
    if (command.do === 'silence') return this.#silence(command, status);
    if (command.do === 'reading') return this.#read(command);
    if (command.do === 'spoil') return this.#spoil(command);
    if (command.do !== 'input') return {};
    this.inputs[command.input] = command.active;
    const inHand = this.#bus.things.filter(({ id }) => this.#isInHand(id));
    const idsOf = (sense: 'lift' | 'touch') =>
      inHand.filter((thing) => thing.sense === sense).map(({ id }) => id);
    const things = { ...status.things, lifted: idsOf('lift'), touched: idsOf('touch') };
    return { things, ...(command.input === 'alarm/magnet' && !command.active && this.#sound(status)) };
  }

  officer(command: OfficerCommand, status: BusStatus): Partial<BusStatus> | null {
    if (command.do === 'hold') {
      const others = status.held.filter((station) => station !== command.station);
      return { held: command.on ? [...others, command.station] : others };
    }
    if (command.do === 'queue')
      return { queue: command.queue, length: command.queue === 'none' ? 'full' : 'short' };
    if (command.do === 'present') {
      const others = status.presenting.filter((station) => station !== command.station);
      return { presenting: command.on ? [...others, command.station] : others };
    }
    if (command.do === 'alarm') return { alarm: pressed(status.alarm, command.press) };
    if (command.do === 'calibration')
      return {
        doors: status.doors.map((door) => (door.id === command.door ? calibrated(door, command.step) : door)),
      };
    return null;
  }

  /** Lamps of things that are in a hand. */
  lit(): Record<string, number> {
    return Object.fromEntries(
      this.#bus.things.filter(({ id }) => this.#isInHand(id)).map(({ lamp }) => [lamp, 1]),
    );
  }

  state(status: BusStatus): Pick<Virtual, 'inputs' | 'readings' | 'siren' | 'plugged' | 'spoilt'> {
    const plugged = this.unplugged.size === 0;
    return {
      inputs: { ...this.inputs },
      readings: { ...this.readings },
      siren: status.alarm?.siren ?? false,
      plugged,
      spoilt: { lamps: [...this.burntOut], inputs: [...this.stuck] },
    };
  }

  #spoil({ what, name, spoilt }: Extract<VirtualCommand, { do: 'spoil' }>): Partial<BusStatus> {
    const broken = what === 'lamp' ? this.burntOut : this.stuck;
    if (spoilt) broken.add(name);
    else broken.delete(name);
    return {};
  }

  #isInHand(id: string): boolean {
    const sense = this.#bus.things.find((thing) => thing.id === id)?.sense;
    return (this.inputs[`thing/${id}`] ?? false) === (sense === 'touch');
  }

  #cable(command: Extract<VirtualCommand, { do: 'cable' }>, status: BusStatus): Partial<BusStatus> {
    for (const board of command.board === undefined ? this.#bus.boards : [command.board]) {
      if (command.plugged) this.unplugged.delete(board);
      else this.unplugged.add(board);
    }
    const state = (name: string) => (this.unplugged.has(name) ? ('lost' as const) : ('ready' as const));
    return { boards: status.boards.map((board) => ({ ...board, state: state(board.name) })) };
  }

  #silence(command: Extract<VirtualCommand, { do: 'silence' }>, status: BusStatus): Partial<BusStatus> {
    const words = silentWords(command.controller);
    const others = status.faults.filter(({ en }) => en !== words.en);
    return { faults: command.silent ? [...others, words] : others };
  }

  #read(command: Extract<VirtualCommand, { do: 'reading' }>): Partial<BusStatus> {
    this.readings[command.sensor] = command.ratio;
    const { supply = 0, inside = 0, daylight = 0 } = this.readings;
    const volts = supply * 33;
    const celsius = inside * 500 - 50;
    return {
      house: {
        supply: { volts, level: volts < 23 ? 'critical' : volts < 24 ? 'low' : 'good' },
        inside: { celsius, holdAdmission: celsius >= 32 },
        daylight,
        shutdown: 'running',
      },
    };
  }

  #sound({ alarm }: BusStatus): Partial<BusStatus> {
    if (alarm?.phase !== 'armed') return {};
    const timeline = [...alarm.timeline, { seen: 'door-opened', at: 9_200 }, { seen: 'siren-on', at: 9_200 }];
    return { alarm: { ...alarm, phase: 'sounding', siren: true, beacon: true, timeline } };
  }
}

const silentWords = (controller: string) => ({
  zh: `芯片 ${controller} 没有应答，请检查插头和地址`,
  en: `controller ${controller} does not answer; check its plug and its address`,
});

function pressed(
  alarm: BusStatus['alarm'],
  press: 'hold' | 'release' | 'disarm' | 'stop',
): BusStatus['alarm'] {
  if (alarm === null) return null;
  const quiet: Alarm = { ...alarm, siren: false, beacon: false, announce: null };
  if (press === 'hold') return alarm.phase === 'disarmed' ? { ...quiet, phase: 'arming' } : alarm;
  if (press === 'release') return alarm.phase === 'arming' ? { ...quiet, phase: 'disarmed' } : alarm;
  return { ...quiet, phase: press === 'stop' && alarm.phase === 'sounding' ? 'silenced' : 'disarmed' };
}

function calibrated(
  door: BusStatus['doors'][number],
  step: 'start' | 'in' | 'out' | 'finish' | 'cancel',
): BusStatus['doors'][number] {
  if (step === 'start') return { ...door, calibrating: true, tapped: 0 };
  if (step === 'in') return { ...door, tapped: door.tapped + 1 };
  if (step === 'out') return door;
  if (step === 'finish') return { ...door, calibrating: false, interval: { low: 39, high: 44 } };
  return { ...door, calibrating: false, tapped: 0 };
}
