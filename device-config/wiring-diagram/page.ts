import { escaped } from './pen.ts';
import { PAPERS, type WiringDiagram } from './wiring-diagram.ts';
import type { Language } from './words.ts';

/** The diagram as a page that prints on one sheet of its paper, from whatever browser. */
export function wiringPage({ svg, paper }: WiringDiagram, title: string, language: Language): string {
  const { width, height } = PAPERS[paper];
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width" />
<title>${escaped(title)}</title>
<style>
  @page { size: ${width}mm ${height}mm; margin: 0; }
  html, body { margin: 0; background: #fff; }
  svg { display: block; break-inside: avoid; }
  @media screen { svg { width: 100%; height: auto; } }
  @media print { svg { width: ${width}mm; height: ${height - 0.2}mm; } }
</style>
${svg}
</html>
`;
}
