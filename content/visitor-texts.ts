import type { Path, PlacedText, VisitorText } from './texts.ts';

/** Every text a visitor reads in an exhibit of any kind, with its path in the file. */
export function visitorTexts(exhibit: object): PlacedText[] {
  return textsIn(exhibit, []);
}

function textsIn(node: unknown, path: Path): PlacedText[] {
  if (typeof node !== 'object' || node === null) return [];
  if (isVisitorText(node)) return [{ path, text: node }];
  if (Array.isArray(node)) return node.flatMap((each, index) => textsIn(each, [...path, index]));
  return Object.entries(node).flatMap(([key, each]) => textsIn(each, [...path, key]));
}

/** Once the schema has read it, a text always carries its review. */
function isVisitorText(node: object): node is VisitorText {
  return 'zh' in node && 'en' in node && 'review' in node;
}
