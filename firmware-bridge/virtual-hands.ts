import type { VirtualCommand } from '@pingan/protocol/virtual-command';
import type { VirtualControls } from './board/bus-boards.ts';
import { Refused, type VirtualView } from './kiosk-server/kiosk-house.ts';

/** What the page of the virtual bus draws of its emulated boards. */
export function virtualView(board: VirtualControls): VirtualView {
  return {
    lamps: board.levels(),
    beams: board.beams(),
    inputs: board.inputs(),
    readings: board.readings(),
    siren: board.siren,
    spoilt: board.spoilt,
    plugged: board.plugged,
    slipMs: board.slipMs,
  };
}

/** Moves what a screen asks to move; rejects with `Refused` where the boards are real or the bus has no such part. */
export async function moveVirtual(board: VirtualControls | null, command: VirtualCommand): Promise<void> {
  if (board === null) {
    const why = 'the boards of this bus are real; a screen cannot move them';
    throw new Refused(why, '这辆车接的是真实控制板，屏幕不能代替它们');
  }
  try {
    await move(board, command);
  } catch (problem) {
    throw problem instanceof RangeError ? new Refused(problem.message, '这辆车没有这个部件') : problem;
  }
}

function move(board: VirtualControls, command: VirtualCommand): Promise<void> | void {
  switch (command.do) {
    case 'beam':
      return board.setBeam(command.door, command.beam, command.broken);
    case 'cable':
      return board.plug(command.plugged, command.board);
    case 'input':
      return board.setInput(command.input, command.active);
    case 'reading':
      return board.setReading(command.sensor, command.ratio);
    case 'silence':
      return board.silence(command.controller, command.silent);
    case 'spoil':
      return board.spoil(command.what, command.name, command.spoilt);
  }
}
