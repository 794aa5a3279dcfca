/** Worker thread: the emulated Uno, paced against the wall clock, with or without a pseudo-terminal. */
import { parentPort, workerData } from 'node:worker_threads';
import { Atmega328p } from './atmega328p.ts';
import { ChipBoard } from './chip-board.ts';
import { PseudoTerminal } from './pseudo-terminal.ts';
import { RealTimePacer } from './real-time-pacer.ts';
import { standardFirmata } from './standard-firmata.ts';
import { type FromUno, PinView, type ToUno, type UnoOrder } from './uno-messages.ts';
import { PIN_COUNT } from './uno-pins.ts';

const order = workerData as UnoOrder;
const view = new PinView(order.view);
const firmware = standardFirmata();
const outgoing: number[] = [];
let watched: ReadonlySet<number> = new Set();
let watchedChips: ReadonlySet<number> = new Set();
let terminal: PseudoTerminal | undefined;

const chips = new ChipBoard(order.chips, (address, channel, level) => {
  if (watchedChips.has(address))
    post({ kind: 'channel', change: { address, channel, level, at: hrtimeMs() } });
});
const chip = new Atmega328p({
  flash: firmware.flash,
  idleLoop: firmware.idleLoop,
  waitLoops: firmware.waitLoops,
  i2c: chips.bus,
  listeners: {
    byte: (byte) => outgoing.push(byte),
    edge: (pin, high) => {
      if (watched.has(pin)) post({ kind: 'edge', edge: { pin, high, at: hrtimeMs() } });
    },
  },
});
const pacer = new RealTimePacer({ chip, now: () => performance.now(), afterRun: publish });

function post(message: FromUno): void {
  parentPort?.postMessage(message);
}

function hrtimeMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function publish(): void {
  for (let pin = 0; pin < PIN_COUNT; pin++) view.publish(pin, chip.level(pin), chip.mode(pin));
  chips.publish(view);
  view.slipMs = pacer.slipMs;
  if (outgoing.length === 0) return;
  const bytes = Uint8Array.from(outgoing);
  outgoing.length = 0;
  if (terminal) terminal.write(bytes);
  else post({ kind: 'bytes', bytes });
}

function plug(): void {
  if (order.pty)
    terminal = new PseudoTerminal({
      link: order.link,
      onBytes: (bytes) => pacer.interrupt(() => chip.send(bytes)),
    });
  reset();
  pacer.start();
  post({ kind: 'plugged', path: order.link ?? terminal?.device });
}

function reset(): void {
  chip.reset();
  outgoing.length = 0;
  pacer.resync();
}

/** The cable carries the power: unplugged, every pin is dead and the chips forget everything. */
async function unplug(): Promise<void> {
  pacer.stop();
  chips.bus.powerUp();
  chips.publish(view);
  for (let pin = 0; pin < PIN_COUNT; pin++) view.publish(pin, 0, 'input');
  const gone = terminal;
  terminal = undefined;
  await gone?.close();
}

async function obey(message: ToUno): Promise<void> {
  switch (message.kind) {
    case 'bytes':
      return pacer.interrupt(() => chip.send(message.bytes));
    case 'input':
      return pacer.interrupt(() => chip.setInput(message.pin, message.high));
    case 'analogue':
      return pacer.interrupt(() => chip.setAnalogue(message.pin, message.ratio));
    case 'contact':
      return pacer.interrupt(() => chips.drive(message.address, message.channel, message.high));
    case 'silence':
      return pacer.interrupt(() => chips.bus.silence(message.address, message.silent));
    case 'reset':
      return reset();
    case 'watch':
      watched = new Set(message.pins);
      watchedChips = new Set(message.chips);
      return;
    case 'plug':
      return plug();
    case 'unplug':
      await unplug();
      return post({ kind: 'unplugged' });
    case 'close':
      await unplug();
      post({ kind: 'closed' });
      parentPort?.close();
  }
}

parentPort?.on('message', (message: ToUno) => {
  obey(message).catch((error: unknown) => post({ kind: 'refused', why: String(error) }));
});
