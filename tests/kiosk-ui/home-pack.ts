import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Judge } from '@pingan/content/kinds/judge/judge';
import type { VisitorText } from '@pingan/content/texts';

/** A text that would break out of a page that pasted it as it is. */
export const NASTY =
  '</script><script>document.title = "broken"</script><!-- <img src=x onerror=alert(1)> & "quoted"';

const approved = { state: 'approved', bureau: 'sample bureau (invented)', on: '2026-11-20' } as const;
const text = (zh: string, en: string, signedOff = false): VisitorText => ({
  zh,
  en,
  sources: [],
  review: signedOff ? approved : { state: 'pending' },
});

/** A judge of short messages: `genuine` and `scam` of each, the first of them with a nasty text; so many signed off of each. */
export function judgeOf({ genuine = 4, scam = 4, signedOff = 0, length = 1 } = {}): Judge {
  const item = (belongs: 'genuine' | 'scam', nth: number): Judge['items'][number] => {
    const done = nth < signedOff;
    const words = `样例${belongs === 'scam' ? '骗局' : '真消息'}${nth}。`.repeat(length);
    return {
      id: `${belongs}-${nth}`,
      belongs,
      sender: text(`样例来人${nth}`, `Sample sender ${nth}`, done),
      text: text(
        nth === 0 ? `${words}${NASTY}` : words,
        nth === 0 ? NASTY : `Sample ${belongs} ${nth}.`,
        done,
      ),
      why: text(`样例解释${nth}。`, `Sample reason ${nth}.`, done),
      ...(belongs === 'scam' && { turningPoint: 'money-first' }),
      lights: {},
    };
  };
  const many = (n: number, belongs: 'genuine' | 'scam') =>
    Array.from({ length: n }, (_, nth) => item(belongs, nth));
  return {
    kind: 'judge',
    id: 'sample-messages',
    title: text('样例', 'Sample'),
    invitation: text('样例', 'Sample'),
    question: text('真还是骗？', 'Genuine or scam?'),
    medium: 'sms',
    piles: [
      { id: 'genuine', label: text('真', 'Genuine'), tone: 'safe' },
      { id: 'scam', label: text('骗', 'Scam'), tone: 'danger' },
    ],
    items: [...many(genuine, 'genuine'), ...many(scam, 'scam')],
    draw: { short: 3, full: 6 },
    remember: text('样例', 'Sample'),
  };
}

/** A folder with a pack of one judge (JSON is YAML), and room to write beside it. */
export function homePack(judge: Judge): {
  pack: string;
  beside: (name: string) => string;
  remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'pingan-take-home-'));
  const pack = join(folder, 'pack');
  mkdirSync(join(pack, 'exhibits'), { recursive: true });
  writeFileSync(join(pack, 'pack.yaml'), 'id: sample\nlanguages: [zh, en]\n');
  writeFileSync(join(pack, 'sources.yaml'), '{}\n');
  writeFileSync(join(pack, 'exhibits', 'messages.yaml'), JSON.stringify(judge));
  return {
    pack,
    beside: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
