/** The thing that an item of a departure check stands for; `id` is its name on the bus, null where there is one alone. */
type ItemWords = Record<string, (id: string) => string>;

const zh: ItemWords = {
  board: (id) => `控制板 ${id}`,
  controller: (id) => `芯片 ${id}`,
  disk: () => '硬盘',
  clock: () => '时钟',
  battery: () => '电池',
  link: () => '与指挥中心的连接',
  'sensor/inside': () => '车内温度计',
  'sensor/daylight': () => '光线感应器',
  'sensor/ignition': () => '点火信号',
  sensor: (id) => `感应器 ${id}`,
  'door/front': () => '前门',
  'door/rear': () => '后门',
  door: (id) => `${id} 门`,
  lamp: (id) => `灯 ${id}`,
  thing: (id) => `展品 ${id}`,
  button: (id) => `按钮 ${id}`,
  handset: (id) => `听筒 ${id}`,
  'key-door': (id) => `钥匙门 ${id}`,
  'panel-key': () => '民警台的钥匙开关',
  'alarm/magnet': () => '报警门磁',
  'alarm/motion': () => '报警移动感应器',
  'alarm/siren': () => '警号',
  alarm: (id) => `报警 ${id}`,
  screen: (id) => `屏幕 ${id}`,
  speaker: (id) => `喇叭 ${id}`,
};

const en: ItemWords = {
  board: (id) => `board ${id}`,
  controller: (id) => `controller ${id}`,
  disk: () => 'disk',
  clock: () => 'clock',
  battery: () => 'battery',
  link: () => 'link to headquarters',
  'sensor/inside': () => 'inside thermometer',
  'sensor/daylight': () => 'daylight sensor',
  'sensor/ignition': () => 'ignition input',
  sensor: (id) => `sensor ${id}`,
  'door/front': () => 'front door',
  'door/rear': () => 'rear door',
  door: (id) => `door ${id}`,
  lamp: (id) => `lamp ${id}`,
  thing: (id) => `exhibit ${id}`,
  button: (id) => `button ${id}`,
  handset: (id) => `handset ${id}`,
  'key-door': (id) => `key door ${id}`,
  'panel-key': () => "key switch at the officer's desk",
  'alarm/magnet': () => 'door magnet of the alarm',
  'alarm/motion': () => 'motion sensor of the alarm',
  'alarm/siren': () => 'siren',
  alarm: (id) => `alarm ${id}`,
  screen: (id) => `screen ${id}`,
  speaker: (id) => `speaker ${id}`,
};

const ITEM_WORDS = { zh, en };

/** What an item of a departure check is, in words; its id where a newer bus looks at something that is not known here. */
export function itemText(item: string, language: 'zh' | 'en'): string {
  const words = ITEM_WORDS[language];
  const slash = item.indexOf('/');
  const [kind, id] = slash < 0 ? [item, ''] : [item.slice(0, slash), item.slice(slash + 1)];
  const own = Object.hasOwn(words, item) ? words[item] : undefined;
  const general = Object.hasOwn(words, kind) ? words[kind] : undefined;
  return (own ?? general)?.(id) ?? item;
}
