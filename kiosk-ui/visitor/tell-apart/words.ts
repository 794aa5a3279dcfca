import type { Medium } from '@pingan/content/texts';
import type { Language } from '@pingan/protocol/ids';

const zh = {
  medium: {
    sms: '短信',
    chat: '聊天消息',
    phone: '来电',
    'face-to-face': '有人上门',
  } satisfies Record<Medium, string>,
  unknown: '陌生人',
};

/** What the drawings of a message say themselves. */
export type TellApartWords = typeof zh;

const en: TellApartWords = {
  medium: {
    sms: 'Text message',
    chat: 'Chat message',
    phone: 'Incoming call',
    'face-to-face': 'Somebody at the door',
  },
  unknown: 'A stranger',
};

export const tellApartWords: Record<Language, TellApartWords> = { zh, en };
