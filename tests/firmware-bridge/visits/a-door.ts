import {
  type DoorwayDoubt,
  type DoorwayEvent,
  doorwayStep,
  type DoorwayState,
  startDoorway,
} from '@pingan/firmware-bridge/visits/doorway';
import type { Direction } from '@pingan/firmware-bridge/visits/passage';

/** A door with a clock of its own. `show('10 11')` breaks the outer beam, then the inner one as well. */
export class Door {
  state: DoorwayState;
  at = 1_000;
  crossings: Direction[] = [];
  doubts: DoorwayDoubt['why'][] = [];

  constructor(state = startDoorway()) {
    this.state = state;
  }

  static clear(): Door {
    const door = new Door();
    door.tell({ kind: 'beam', beam: 'outer', broken: false, at: 0 });
    door.tell({ kind: 'beam', beam: 'inner', broken: false, at: 0 });
    return door;
  }

  tell(event: DoorwayEvent): void {
    const step = doorwayStep(this.state, event);
    this.state = step.state;
    this.crossings.push(...step.crossings);
    this.doubts.push(...step.doubts.map(({ why }) => why));
  }

  /** Every sample `apartMs` after the one before; both changes of a sample carry the same time. */
  show(samples: string, { apartMs = 150, order = ['outer', 'inner'] as ('outer' | 'inner')[] } = {}): this {
    for (const sample of samples.split(' ')) {
      this.at += apartMs;
      for (const beam of order) {
        this.tell({ kind: 'beam', beam, broken: sample[beam === 'outer' ? 0 : 1] === '1', at: this.at });
      }
    }
    return this;
  }

  wait(ms: number): this {
    this.at += ms;
    this.tell({ kind: 'tick', at: this.at });
    return this;
  }
}
