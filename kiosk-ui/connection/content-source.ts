import type { ContentPack } from '@pingan/content/pack';

/** The bridge answered `/api/content` with something this page cannot show. */
export class ContentUnreadable extends Error {
  constructor(found: string) {
    super(`/api/content answered ${found} instead of a content pack; trying again in a moment`);
  }
}

/** Loads the content pack from the bridge. Throws `ContentUnreadable`, or `TypeError` while the bridge is away. */
export async function fetchContent(): Promise<ContentPack> {
  const answer = await fetch('/api/content', { cache: 'no-store' });
  if (!answer.ok) throw new ContentUnreadable(`status ${answer.status}`);
  const pack: unknown = await answer.json();
  if (!isContentPack(pack)) throw new ContentUnreadable('JSON without version and exhibits');
  return pack;
}

function isContentPack(found: unknown): found is ContentPack {
  if (typeof found !== 'object' || found === null) return false;
  const { version, exhibits } = found as Record<string, unknown>;
  return typeof version === 'string' && Array.isArray(exhibits);
}
