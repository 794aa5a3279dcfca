import type { BlindDoor } from '../../statistics/blind-doors.ts';

/** Doors as crews call them; any other by its id. */
const DOORS_ZH: Record<string, string> = { front: '前门', rear: '后门' };
const DOORS_EN: Record<string, string> = { front: 'the front door', rear: 'the rear door' };

const zh = {
  door: (id: string | null) => (id === null ? '有一扇门' : (DOORS_ZH[id] ?? `${id} 门`)),
  time: (seconds: number) => {
    if (seconds < 60) return `${seconds} 秒`;
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return `${minutes} 分钟`;
    const rest = minutes % 60;
    return `${Math.floor(minutes / 60)} 小时${rest > 0 ? ` ${rest} 分钟` : ''}`;
  },
  blind: (door: string, time: string) => `${door}有 ${time}看不见`,
  means: '光束或控制板断开时没有计数；这段时间进出的人不在人次里，也不在实际人次范围里。',
};

export type BlindWords = typeof zh;

const en: BlindWords = {
  door: (id) => (id === null ? 'a door' : (DOORS_EN[id] ?? `the door ${id}`)),
  time: (seconds) => {
    if (seconds < 60) return `${seconds} s`;
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return `${minutes} min`;
    const rest = minutes % 60;
    return `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ''}`;
  },
  blind: (door, time) => `${door} could not see for ${time}`,
  means:
    'While a beam or its board was away nobody was counted: whoever passed then is in no count and in no interval.',
};

export const blindWords = { zh, en };

/** How long a door could not see, in words. */
export function blindText({ door, seconds }: BlindDoor, words: BlindWords): string {
  return words.blind(words.door(door), words.time(seconds));
}
