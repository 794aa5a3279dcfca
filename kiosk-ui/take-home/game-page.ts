import { createHash } from 'node:crypto';
import type { SecondRoundContent } from '../second-round/message.ts';
import { secondRoundWords } from '../second-round/words.ts';
import { fiveTurningPoints, numbersToRing } from '../turning-points/turning-point-words.ts';

/** By this a folder is known as one that was written here and may be written again. */
export const OUR_MARK = '<meta name="generator" content="pingan take-home" />';

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='6' fill='%230E1B3D'/%3E%3Cellipse cx='16' cy='17' rx='10' ry='8' fill='%23FFB547'/%3E%3Cpath d='M12 6h8v3h-8zM12 25h8v3h-8z' fill='%23F7F1E3'/%3E%3C/svg%3E";

/**
 * The game as one file that asks nobody for anything: script, style and texts stand in it, and its policy forbids the rest. Texts
 * go in as data, never as markup, so that none can end the script or begin one.
 */
export function gamePage(parts: { script: string; style: string; content: SecondRoundContent }): string {
  const script = scriptInHtml(parts.script);
  const says = secondRoundWords.zh;
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <meta name="theme-color" content="#0E1B3D" />
    ${OUR_MARK}
    <title>${escaped(`${says.title} · ${says.bus}`)}</title>
    <link rel="icon" href="${ICON}" />
    <style>${parts.style.replace(/<\//g, '<\\/')}</style>
  </head>
  <body>
    <div id="second-round"></div>
    <noscript><div>${withoutScript()}</div></noscript>
    <script type="application/json" id="content">${dataInHtml(parts.content)}</script>
    <script>${script}</script>
  </body>
</html>
`;
}

/** JSON that can stand inside a script element whatever its texts say. */
export function dataInHtml(data: unknown): string {
  return JSON.stringify(data).replace(/</g, '\\u003c');
}

/** Inside strings a backslash before these changes nothing; outside strings our script has none of them. */
function scriptInHtml(script: string): string {
  return script.replace(/<(?=\/script|script)/gi, '\\x3c').replace(/<!--/g, '\\x3c!--');
}

export function escaped(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => names[character]!);
}

/** What a phone that runs no scripts shows: the five turning points and the numbers, in both languages. */
function withoutScript(): string {
  const points = fiveTurningPoints.map(
    ({ name, heard, answer }) =>
      `<li><b>${escaped(name.zh)}</b> ${escaped(heard.zh)}${escaped(answer.zh)}<br /><span lang="en">${escaped(name.en)}: ${escaped(heard.en)} ${escaped(answer.en)}</span></li>`,
  );
  const numbers = [numbersToRing.police, numbersToRing.advice].map(
    ({ number, when }) =>
      `<p><b>${number}</b> ${escaped(when.zh)} <span lang="en">${escaped(when.en)}</span></p>`,
  );
  return `<ul>${points.join('')}</ul>${numbers.join('')}`;
}
