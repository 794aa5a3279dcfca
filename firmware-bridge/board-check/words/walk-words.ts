import type { Text } from '@pingan/protocol/ids';

export type Act = 'lift' | 'touch' | 'press' | 'hook' | 'deadlock' | 'key' | 'magnet' | 'motion' | 'ignition';

const ACTS: Readonly<Record<Act, (name: Text) => Text>> = {
  lift: ({ zh, en }) => ({ zh: `拿起“${zh}”，再放回`, en: `Lift "${en}" and put it back` }),
  touch: ({ zh, en }) => ({ zh: `摸一下“${zh}”，再松开`, en: `Touch "${en}" and let go` }),
  press: ({ zh, en }) => ({ zh: `按一下“${zh}”，再松开`, en: `Press "${en}" and let go` }),
  hook: ({ zh, en }) => ({ zh: `拿起“${zh}”，再挂回`, en: `Lift "${en}" and hang up` }),
  deadlock: ({ zh, en }) => ({
    zh: `把“${zh}”反锁，再打开`,
    en: `Shoot the deadlock of "${en}" and draw it back`,
  }),
  key: ({ zh, en }) => ({ zh: `转动“${zh}”，再转回`, en: `Turn the "${en}" and turn it back` }),
  magnet: ({ zh, en }) => ({
    zh: `打开报警的门（${zh}），再关上`,
    en: `Open the door of the alarm (${en}) and shut it`,
  }),
  motion: ({ zh, en }) => ({
    zh: `在“${zh}”前挥手，再走开等它静下来`,
    en: `Wave before the ${en}, then keep away until it rests`,
  }),
  ignition: ({ zh, en }) => ({
    zh: `关掉点火开关（${zh}），再打开`,
    en: `Switch the ignition off (${en}) and on again`,
  }),
};

const BEAMS = { outer: { zh: '外侧', en: 'outer' }, inner: { zh: '内侧', en: 'inner' } } as const;

/** What the walk asks and says. */
export const walkWords = {
  where: (chip: string | null): Text =>
    chip === null
      ? { zh: '直接接在控制板上的灯', en: 'Lamps on the board itself' }
      : { zh: `芯片 ${chip} 上的灯`, en: `Lamps on ${chip}` },
  lampsLit: (where: Text, names: readonly Text[]): Text => ({
    zh: `${where.zh}（${names.length} 盏）：${names.map(({ zh }) => zh).join('、')}\n全都亮了吗？[回车＝是，n＝不是，一盏一盏看，r＝再亮一次，s＝其余的灯都不看]`,
    en: `${where.en} (${names.length}): ${names.map(({ en }) => en).join(', ')}\nDo all of them light? [Enter = yes, n = no, one by one, r = again, s = skip the rest of the lamps]`,
  }),
  lampLit: ({ zh, en }: Text, at: string): Text => ({
    zh: `“${zh}”（${at}）亮了吗？[回车＝是，n＝不亮，r＝再亮一次，s＝其余的灯都不看]`,
    en: `Does "${en}" (${at}) light? [Enter = yes, n = no, r = again, s = skip the rest of the lamps]`,
  }),
  lampDark: (at: string): Text => ({
    zh: `不亮：查 ${at} 的线、驱动、保险和灯`,
    en: `stays dark: check the wire at ${at}, its driver, its fuse and the lamp`,
  }),
  act: (act: Act, name: Text, at: string): Text => {
    const { zh, en } = ACTS[act](name);
    return { zh: `${zh}（${at}）`, en: `${en} (${at})` };
  },
  breakBeam: ({ zh, en }: Text, beam: 'outer' | 'inner', at: string): Text => ({
    zh: `用手挡住${zh}${BEAMS[beam].zh}光束（${at}），再拿开`,
    en: `Put a hand into the ${BEAMS[beam].en} beam of the ${en} (${at}) and take it out`,
  }),
  beamBlocked: ({ zh, en }: Text, beam: 'outer' | 'inner', at: string): Text => ({
    zh: `${zh}${BEAMS[beam].zh}光束（${at}）现在是断的：先让开，再用手挡一下、拿开`,
    en: `The ${BEAMS[beam].en} beam of the ${en} (${at}) is broken now: clear it, then put a hand in and take it out`,
  }),
  halfway: (): Text => ({ zh: '  看到了，请复原', en: '  seen; now back' }),
  fine: (): Text => ({ zh: '  正常', en: '  good' }),
  instead: ({ zh, en }: Text): Text => ({
    zh: `  动的是“${zh}”：线是不是接错了？`,
    en: `  that was "${en}": are two wires swapped?`,
  }),
  keys: (): Text => ({
    zh: '\n下面一个一个动手，动好了会自己往下走。随时可按：[回车＝不看这个，n＝没反应，r＝重新计时，s＝这一类其余的都不看]',
    en: '\nNow by hand, one by one; it goes on by itself when it has seen you. At any time: [Enter = leave this one out, n = no reaction, r = more time, s = leave out the rest of this kind]',
  }),
  noChange: (at: string, seconds: number | null, instead: Text | null): Text => {
    const swapped: Text = instead
      ? {
          zh: `；动的是“${instead.zh}”，先看这两根线有没有接反`,
          en: `; "${instead.en}" moved instead: are their wires swapped?`,
        }
      : { zh: '', en: '' };
    return {
      zh: `${seconds === null ? '没有反应' : `${seconds} 秒内没有变化`}：查 ${at} 的线和触点，公共地有没有接${swapped.zh}`,
      en: `${seconds === null ? 'no reaction' : `no change within ${seconds} s`}: check the wire at ${at}, its contact and the common ground${swapped.en}`,
    };
  },
  stuck: (at: string, seconds: number | null): Text => ({
    zh: `变了一次就不再回来${seconds === null ? '' : `（${seconds} 秒）`}：查 ${at} 的触点有没有卡住`,
    en: `changed once and did not come back${seconds === null ? '' : ` within ${seconds} s`}: check whether the contact at ${at} sticks`,
  }),
  stillBlocked: (at: string): Text => ({
    zh: `一直是断的：查 ${at} 光束的对准、电源和接线`,
    en: `is broken all the time: check the aim, the power and the wire of the beam at ${at}`,
  }),
  siren: (at: string): Text => ({
    zh: `警号（${at}）会响一秒。请先捂住耳朵、提醒旁人。输入“是”才响，回车＝不响`,
    en: `The siren (${at}) would sound for a second. Warn everybody first. Type "yes" to sound it, Enter = no`,
  }),
  sirenHeard: (): Text => ({
    zh: '响了吗？[回车＝响了，n＝没响，r＝再响一次]',
    en: 'Did it sound? [Enter = yes, n = no, r = again]',
  }),
  sirenSilent: (at: string): Text => ({
    zh: `没响：查 ${at}、单稳态定时、保险和民警钥匙`,
    en: `stays silent: check ${at}, the one-shot, its fuse and the officer's key switch`,
  }),
  notUnderstood: (): Text => ({ zh: '  请用方括号里的键', en: '  please use one of the keys in brackets' }),
  chipSilent: (chip: string): Text => ({
    zh: `芯片 ${chip} 没有应答`,
    en: `its chip ${chip} does not answer`,
  }),
  boardGone: (): Text => ({ zh: '控制板断开了', en: 'the board was gone' }),
  clearNow: (): Text => ({ zh: '现在是通的', en: 'clear now' }),
  blockedNow: (): Text => ({
    zh: '现在是断的：让开，或查对准、电源和接线',
    en: 'broken now: clear it, or check its aim, its power and its wire',
  }),
};
