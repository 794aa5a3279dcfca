import { cleanup, fireEvent, render } from '@testing-library/svelte';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { busWords } from '../../kiosk-ui/officer/bus/bus-words.ts';
import Exhibits from '../../kiosk-ui/officer/bus/Exhibits.svelte';
import { OfficerDesk } from '../../kiosk-ui/officer/officer-desk.svelte.ts';
import Queue from '../../kiosk-ui/officer/today/Queue.svelte';
import { todayWords } from '../../kiosk-ui/officer/today/today-words.ts';
import Stations from '../../kiosk-ui/officer/bus/Stations.svelte';
import { FakeHouse } from './fake-house.ts';
import { sampleBus, sampleStatus } from './sample-bus.ts';
import { sampleDay } from './sample-day.ts';

let sent: OfficerCommand[];
let desk: OfficerDesk;

beforeEach(() => {
  sent = [];
  desk = new OfficerDesk({
    send: (message) => message.type === 'officer' && sent.push(message.command) > 0,
  });
  desk.language = 'en';
  desk.receive({ type: 'welcome', v: 1, bus: sampleBus, station: null, content: 'sample-1' });
  desk.receive({ type: 'status', status: sampleStatus });
});
afterEach(cleanup);

const statusWith = (changed: Partial<BusStatus>): BusStatus => ({ ...sampleStatus, ...changed });

/** A component that follows the status as the bridge would change it. */
function shown<Props extends { status: BusStatus }>(component: Parameters<typeof render>[0], props: Props) {
  const view = render(component, props as never);
  const house = new FakeHouse(sampleBus);
  let status = props.status;
  const press = async (name: string) => {
    await fireEvent.click(view.container.querySelector(`[data-do=${name}]`)!);
    status = { ...status, ...house.officer(sent.at(-1)!, status) };
    await view.rerender({ ...props, status } as never);
  };
  const said = () => view.container.textContent;
  const find = (selector: string) => view.container.querySelector(selector)!;
  return { press, said, find };
}

describe('the queue', () => {
  const show = (changed: Partial<BusStatus> = {}) =>
    shown(Queue, { says: todayWords.en.queue, desk, status: statusWith(changed) });
  const pressed = (find: (selector: string) => Element) =>
    find('[aria-pressed=true]').getAttribute('data-do');

  test('is told to the bus, and the page says what the bus made of it', async () => {
    const { press, said, find } = show();
    expect(pressed(find)).toBe('queue-none');
    expect(said()).toContain('full length');
    await press('queue-long');
    expect(sent).toEqual([{ do: 'queue', queue: 'long' }]);
    expect(pressed(find)).toBe('queue-long');
    expect(said()).toContain('short: fewer scenes');
    await press('queue-none');
    expect(said()).toContain('full length');
  });

  test('shows the length that the bus decided, also where it is not what the queue suggests', () => {
    const { said, find } = show({ queue: 'none', length: 'short' });
    expect(pressed(find)).toBe('queue-none');
    expect(said()).toContain('short: fewer scenes');
  });
});

describe('a class at a station', () => {
  test('begins and ends by a switch of its own beside the hold', async () => {
    const { press, said, find } = shown(Stations, {
      says: busWords.en,
      desk,
      bus: sampleBus,
      status: sampleStatus,
    });
    await press('present-telephone');
    expect(find('[data-do=present-telephone]').getAttribute('aria-checked')).toBe('true');
    expect(find('[data-do=hold-telephone]').getAttribute('aria-checked')).toBe('false');
    expect(said()).toContain('with a class');
    await press('present-telephone');
    expect(sent).toEqual([
      { do: 'present', station: 'telephone', on: true },
      { do: 'present', station: 'telephone', on: false },
    ]);
    expect(said()).not.toContain('with a class');
  });
});

describe('the list of exhibits', () => {
  test('names each by its title in the language of the page, and by its id where it has none', () => {
    const content = { ...sampleStatus.content, exhibits: ['fake-police', 'no-title'] };
    const status = statusWith({ content });
    desk.receive({ type: 'status', status });
    const { said } = shown(Exhibits, {
      says: busWords.en.exhibits,
      desk,
      status,
      day: sampleDay(status.stops),
    });
    expect(said()).toContain('Sample: the caller who says he is the police');
    expect(said()).toContain('no-title');
    expect(said()).not.toContain('fake-police');
  });

  test('turns one off and on again, also when it can no longer be started', async () => {
    const content = { ...sampleStatus.content, exhibits: [] };
    const props = { says: busWords.en.exhibits, desk, status: statusWith({ content }) };
    const day = { ...sampleDay([]), off: ['fake-police'] };
    const view = render(Exhibits, { ...props, day });
    const turn = () => view.container.querySelector('[data-do=exhibit-fake-police]')!;
    expect(turn().getAttribute('aria-checked')).toBe('false');
    await fireEvent.click(turn());
    await view.rerender({ ...props, status: sampleStatus, day: { ...day, off: [] } });
    expect(turn().getAttribute('aria-checked')).toBe('true');
    await fireEvent.click(turn());
    expect(sent).toEqual([
      { do: 'exhibit', exhibit: 'fake-police', on: true },
      { do: 'exhibit', exhibit: 'fake-police', on: false },
    ]);
  });
});
