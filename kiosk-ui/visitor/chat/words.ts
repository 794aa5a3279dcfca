import type { Medium } from '@pingan/content/texts';
import type { Language } from '@pingan/protocol/ids';

/** Who writes in a story by message. */
export const strangers: Record<Language, Record<Medium, string>> = {
  zh: { sms: '陌生号码', chat: '群里的陌生人', phone: '陌生来电', 'face-to-face': '陌生人' },
  en: {
    sms: 'A number you do not know',
    chat: 'Somebody in the group',
    phone: 'A caller you do not know',
    'face-to-face': 'Somebody you do not know',
  },
};
