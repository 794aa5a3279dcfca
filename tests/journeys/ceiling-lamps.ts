/** The five ceiling lamps that every profile has, on the pins of a small board that can dim. */
export const CEILING_LAMPS = `
  moved: { board: main, pin: 3, dimmable: true, name: { zh: 引你走, en: moved } }
  hushed: { board: main, pin: 5, dimmable: true, name: { zh: 叫你瞒, en: hushed } }
  money-first: { board: main, pin: 6, dimmable: true, name: { zh: 先交钱, en: money first } }
  keys-handed-over: { board: main, pin: 9, dimmable: true, name: { zh: 交钥匙, en: keys } }
  pay-to-withdraw: { board: main, pin: 10, dimmable: true, name: { zh: 取钱先付, en: pay to withdraw } }
`.trim();
