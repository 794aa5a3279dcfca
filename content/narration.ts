import { type ExhibitFault, flaw } from './kinds/exhibit-fault.ts';
import type { EasyText, Path, VisitorText } from './texts.ts';
import { visitorTexts } from './visitor-texts.ts';

/** A screen waits for a narration to load; a few minutes of speech are smaller than this. */
const LARGEST_NARRATION_BYTES = 5_000_000;

/** Sizes in bytes of the files in the folder `narration` of a pack, by name. */
export type NarrationFiles = ReadonlyMap<string, number>;

/**
 * What is wrong with the narrations an exhibit names, and the exhibit without those that cannot be played, so that screens
 * fall back to a voice.
 */
export function playableNarration<Exhibit extends object>(
  exhibit: Exhibit,
  files: NarrationFiles,
): { exhibit: Exhibit; faults: ExhibitFault[] } {
  const playable = structuredClone(exhibit);
  const faults = visitorTexts(playable).flatMap(({ path, text }) => [
    ...takeUnplayable(text, path, files),
    ...(text.easy ? takeUnplayable(text.easy, [...path, 'easy'], files) : []),
  ]);
  return { exhibit: playable, faults };
}

function takeUnplayable(text: VisitorText | EasyText, path: Path, files: NarrationFiles): ExhibitFault[] {
  const { narration } = text;
  if (narration === undefined) return [];
  const faults = (['zh', 'en'] as const).flatMap((language) => {
    const file = narration[language];
    if (file === undefined) return [];
    const place = [...path, 'narration', language];
    const bytes = files.get(file) ?? 0;
    if (bytes > LARGEST_NARRATION_BYTES)
      return [
        flaw(
          place,
          file,
          `is ${Math.ceil(bytes / 1_000_000)} MB large, more than 5 MB`,
          'save it as mono speech, 48 kbit/s',
        ),
      ];
    if (bytes > 0) return [];
    delete narration[language];
    const problem = files.has(file) ? 'is an empty file' : 'is not in the folder narration';
    return [
      flaw(
        place,
        file,
        `${problem}; a voice of the browser reads instead`,
        'put the file there, or take its name away',
      ),
    ];
  });
  if (narration.zh === undefined && narration.en === undefined) delete text.narration;
  return faults;
}
