import type { Language } from './dictionary.svelte.ts';

const KEY = 'pingan-console-language';

/** The language chosen on this machine before; Chinese at first. */
export function rememberedLanguage(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch (problem) {
    // A browser may forbid storage; the choice then lasts as long as the page.
    if (problem instanceof DOMException) return 'zh';
    throw problem;
  }
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch (problem) {
    if (!(problem instanceof DOMException)) throw problem;
  }
}
