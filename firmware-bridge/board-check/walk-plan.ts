import type { BusProfile } from '@pingan/device-config/profile';
import type { Text } from '@pingan/protocol/ids';
import { type DeskItem, inputOfItem } from './desk-items.ts';
import { type Findings, found } from './findings.ts';
import { type Act, walkWords as words } from './words/walk-words.ts';

/** One thing to look at or to do. `signal` is an input, or a beam as `door/front/outer`. */
export type Step =
  | { kind: 'lamps'; where: Text; items: readonly DeskItem[] }
  | { kind: 'lamp'; item: DeskItem }
  | { kind: 'contact'; item: DeskItem; signal: string; act: Act }
  | { kind: 'beam'; item: DeskItem; signal: string; beam: 'outer' | 'inner'; at: string }
  | { kind: 'siren'; item: DeskItem };

export interface Plan {
  steps: readonly Step[];
  /** What is known before anybody is asked: what hangs on a chip that does not answer. */
  findings: Findings;
}

/** What a person is asked, lamps first and the siren last. */
export function walkPlan(profile: BusProfile, items: readonly DeskItem[], silent: readonly string[]): Plan {
  const dead = items.filter(({ id, chip }) => chip !== null && silent.includes(chip) && !isChip(id));
  const live = items.filter((item) => !dead.includes(item));
  const lamps = live.filter(({ id }) => id.startsWith('lamp/'));
  const findings = dead.reduce<Findings>(
    (all, { id, chip }) => found(all, id, { state: 'unseen', words: words.chipSilent(chip!) }),
    new Map(),
  );
  return {
    steps: [
      ...lampSteps(lamps),
      ...live.flatMap((item) => contactStep(profile, item)),
      ...live.flatMap(beamSteps),
      ...live.flatMap((item): Step[] => (item.id === 'alarm/siren' ? [{ kind: 'siren', item }] : [])),
    ],
    findings,
  };
}

const isChip = (id: string) => id.startsWith('controller/');

/** The pins of the board together, and each chip: as they are wired, so that a fault is near its neighbours. */
function lampSteps(lamps: readonly DeskItem[]): Step[] {
  const owners = [...new Set(lamps.map(({ chip }) => chip))];
  return owners.map((owner) => {
    const items = lamps.filter(({ chip }) => chip === owner);
    return items.length === 1
      ? { kind: 'lamp', item: items[0]! }
      : { kind: 'lamps', where: words.where(owner), items };
  });
}

function contactStep(profile: BusProfile, item: DeskItem): Step[] {
  const signal = inputOfItem(profile, item.id);
  return signal === undefined ? [] : [{ kind: 'contact', item, signal, act: actOf(profile, signal) }];
}

function actOf({ things }: BusProfile, input: string): Act {
  const [kind, id = ''] = input.split('/');
  switch (kind) {
    case 'thing':
      return things[id]!.sense;
    case 'button':
      return 'press';
    case 'handset':
      return 'hook';
    case 'key-door':
      return 'deadlock';
    case 'panel-key':
      return 'key';
    case 'ignition':
      return 'ignition';
    default:
      return id === 'magnet' ? 'magnet' : 'motion';
  }
}

function beamSteps(item: DeskItem): Step[] {
  if (!item.id.startsWith('door/')) return [];
  return (['outer', 'inner'] as const).map((beam, index) => ({
    kind: 'beam',
    item,
    signal: `${item.id}/${beam}`,
    beam,
    at: item.at[index]!,
  }));
}
