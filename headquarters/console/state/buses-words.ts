const zh = {
  title: '车辆登记',
  detail: (n: string) => `${n} 辆车 · 登记后，车辆才能向指挥中心证明自己是谁`,
  rehearsal: '演练不需要登记。',
  rehearsalWhy:
    '演练只在这一台机器上运行，车辆不用证明自己是谁。正式使用时，管理员在这里为每辆车发一次性登记码。',
  none: '还没有车辆报到或登记过。',
  noBroker: '指挥中心没有加密的消息服务，现在发不了登记码。',
  noBrokerHelp:
    '请用 --broker embedded-tls:HOST:PORT 或 --broker mqtts://HOST:PORT 启动指挥中心，再回到这里。',
  heard: '已报到',
  neverHeard: '从未报到',
  unenrolled: '未登记',
  valid: (until: string) => `有效至 ${until}`,
  expired: (since: string) => `${since} 已过期`,
  revoked: (at: string) => `${at} 已注销`,
  why: (why: string) => `原因：${why}`,
  codeUntil: (until: string) => `登记码待使用，${until} 前有效`,
  issue: '发登记码',
  revoke: '注销',
  reason: '注销原因',
  reasonHint: '例如：电脑被盗、设备更换。会写入记录，请勿写姓名',
  revokeSure: (bus: string) =>
    `注销 ${bus}？它的全部登记和未用的登记码立即失效，车辆不能再与指挥中心联系；车上照常接待群众，数据留在车上。`,
  yesRevoke: '确认注销',
  keep: '保留',
  done: (bus: string) => `${bus} 已注销，不能再与指挥中心联系。`,
  mustReload: (bus: string) => `${bus} 已在指挥中心注销，但消息服务器还不知道，这辆车暂时仍能连上。`,
  mustReloadHelp:
    '请在指挥中心机器上重新运行 npm run broker:files（参数与安装时相同），把 revoked.crl 复制到消息服务器，再运行 systemctl restart mosquitto；其他车辆几分钟内自动重连。',
  understood: '知道了',
  other: '其他车辆',
  otherHelp: '新车还没有报到过，也可以先发登记码。',
  bus: '车号',
  busHint: '与车上配置一致：小写字母、数字和连字符，例如 bus-17',
  sheetTitle: (bus: string) => `${bus} · 一次性登记码`,
  sheetCommand: '在车上先停下车上程序，再输入：',
  sheetHelp: 'O 和 0，I、L 和 1 可以混写，连字符可以不写。',
  sheetUntil: (until: string) => `${until} 前有效，只能用一次`,
  sheetOnce: '只显示这一次。请现在抄下、打印或读给车上的技术员；这辆车以前的登记码已作废。',
  sheetLocal: '命令里的地址只在这台机器上有效。请换成车辆能连到的指挥中心地址。',
  copy: '复制命令',
  copied: '已复制',
  print: '打印',
  close: '已记下，关闭',
};

export type BusesWords = typeof zh;

const en: BusesWords = {
  title: 'Enrolment of buses',
  detail: (n) => `${n} buses · an enrolled bus can prove to headquarters who it is`,
  rehearsal: 'A rehearsal needs no identity.',
  rehearsalWhy:
    'It stays on this one machine, and no bus has to prove who it is. In real use an administrator gives out a one-time code for every bus here.',
  none: 'No bus has been heard or enrolled yet.',
  noBroker: 'This headquarters has no broker with TLS, so no codes can be given out now.',
  noBrokerHelp:
    'Start headquarters with --broker embedded-tls:HOST:PORT or --broker mqtts://HOST:PORT, then come back.',
  heard: 'has reported',
  neverHeard: 'never heard',
  unenrolled: 'No identity',
  valid: (until) => `Valid until ${until}`,
  expired: (since) => `Expired ${since}`,
  revoked: (at) => `Revoked ${at}`,
  why: (why) => `Why: ${why}`,
  codeUntil: (until) => `One-time code waiting, good until ${until}`,
  issue: 'One-time code',
  revoke: 'Revoke',
  reason: 'Reason',
  reasonHint: 'For example: computer stolen, machine replaced. It is kept; write no names',
  revokeSure: (bus) =>
    `Revoke ${bus}? Every identity and unused code of it ends at once, and it can no longer reach headquarters. It goes on serving visitors and keeps its data.`,
  yesRevoke: 'Yes, revoke',
  keep: 'Keep',
  done: (bus) => `${bus} is revoked and can no longer reach headquarters.`,
  mustReload: (bus) => `${bus} is revoked here, but the broker does not know yet and still lets it in.`,
  mustReloadHelp:
    'At headquarters run npm run broker:files again with the same options, copy revoked.crl to the broker, and there systemctl restart mosquitto. The other buses are back within minutes.',
  understood: 'Understood',
  other: 'Another bus',
  otherHelp: 'A new bus that has never reported can have its code before.',
  bus: 'Bus id',
  busHint: 'As in its profile: lower-case letters, digits and hyphens, for example bus-17',
  sheetTitle: (bus) => `${bus} · one-time code`,
  sheetCommand: 'On the bus, stop the bus program, then type:',
  sheetHelp: 'O and 0, I, L and 1 may be mixed up, hyphens left out.',
  sheetUntil: (until) => `Good until ${until}, works once`,
  sheetOnce:
    'Shown this once. Write it down, print it or read it out to the technician now; an earlier code of this bus no longer works.',
  sheetLocal:
    'The address in this command works on this machine alone. Put the one in its place at which the bus reaches headquarters.',
  copy: 'Copy command',
  copied: 'Copied',
  print: 'Print',
  close: 'Noted, close',
};

export const busesWords = { zh, en };
