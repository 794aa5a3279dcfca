import type { BridgeMessage } from '@pingan/protocol/screen-messages';

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The least each message must carry for a screen to show it; the bridge has checked the rest before sending. */
const carries: Record<BridgeMessage['type'], (fields: Fields) => boolean> = {
  welcome: ({ v, bus, content }) =>
    v === 1 && isObject(bus) && Array.isArray(bus.stations) && typeof content === 'string',
  step: ({ session, revision, step, language, reach, audience }) =>
    typeof session === 'string' &&
    typeof revision === 'number' &&
    isObject(step) &&
    isObject(reach) &&
    isObject(audience) &&
    (language === 'zh' || language === 'en'),
  status: ({ status }) => isObject(status) && isObject(status.board) && isObject(status.visits),
  identity: ({ identity }) => isObject(identity) && typeof identity.is === 'string',
  day: ({ day }) => isObject(day) && isObject(day.clock) && Array.isArray(day.stops),
  virtual: ({ lamps, beams }) => isObject(lamps) && isObject(beams),
  warnings: ({ warnings }) => Array.isArray(warnings),
  rehearsal: ({ rehearsal }) => isObject(rehearsal) && Array.isArray(rehearsal.people),
  chime: ({ chime }) => typeof chime === 'number',
  panel: ({ open }) => typeof open === 'boolean',
  refused: ({ why }) => typeof why === 'string',
};

/** What the bridge said, or null where this page does not understand it (a newer bridge may say more). */
export function readBridgeMessage(text: string): BridgeMessage | null {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!isObject(said) || typeof said.type !== 'string' || !Object.hasOwn(carries, said.type)) return null;
  return carries[said.type as BridgeMessage['type']](said) ? (said as unknown as BridgeMessage) : null;
}
