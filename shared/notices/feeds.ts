import type { Both } from '../case/events.ts';
import { later } from '../clocks/time.ts';
import { KIND_WORDS, MSG_TYPE_WORDS, NOTICES } from '../texts/notices.ts';
import { placeWords } from './cap.ts';
import { isExpired, type Notice, type NoticeVersion } from './notice.ts';

/** A notice that is out. */
export interface Published {
  id: string;
  notice: Notice;
  version: NoticeVersion;
}

/** Feeds and lists hold so many. */
const MOST = 50;

/** What was cancelled or has expired is still shown for so many days: whoever follows the feed must hear of it. */
const PAST_DAYS = 7;

/** Notices that are out, newest first: those in force, and those that ended within a week. */
export function publishedNotices(
  heads: readonly { id: string; state: Notice }[],
  now: string,
): { inForce: Published[]; past: Published[] } {
  const since = new Date(Date.parse(now) - PAST_DAYS * 86_400_000).toISOString();
  const out = heads
    .flatMap(({ id, state }) => (state.current ? [{ id, notice: state, version: state.current }] : []))
    .sort((a, b) => b.version.publishedAt.localeCompare(a.version.publishedAt));
  const over = ({ version }: Published) => version.msgType === 'Cancel' || isExpired(version, now);
  const endedAt = ({ version }: Published) =>
    version.msgType === 'Cancel' ? version.publishedAt : (version.content.expires ?? '');
  return {
    inForce: out.filter((each) => !over(each)).slice(0, MOST),
    past: out.filter((each) => over(each) && endedAt(each) >= since).slice(0, MOST),
  };
}

/** What a feed says of itself and of each notice, for both formats. */
export interface FeedText {
  title: string;
  description: string;
  home: string;
  self: string;
  updated: Date;
  lang: keyof Both;
  items: {
    id: string;
    url: string;
    cap: string;
    title: string;
    text: string;
    published: Date;
    updated: Date;
    tags: string[];
  }[];
}

/**
 * @param epoch what an empty feed was last changed at.
 */
export function feedText(
  published: readonly Published[],
  lang: keyof Both,
  self: string,
  baseUrl: string,
  epoch = '2020-01-01T00:00:00.000Z',
): FeedText {
  const newest = published.map(({ version }) => version.publishedAt).reduce(later, epoch);
  return {
    title: NOTICES.title[lang],
    description: NOTICES.lead[lang],
    home: `${baseUrl}/alerts?lang=${lang}`,
    self: `${baseUrl}${self}?lang=${lang}`,
    updated: new Date(newest),
    lang,
    items: published.map(({ id, notice, version }) => {
      const { content, msgType, reason } = version;
      const mark = msgType === 'Alert' ? '' : `[${MSG_TYPE_WORDS[msgType][lang]}] `;
      const instruction = content.instruction ? `${NOTICES.instruction[lang]}: ${content.instruction[lang]}` : '';
      const why = reason ? `${MSG_TYPE_WORDS[msgType === 'Cancel' ? 'Cancel' : 'Update'][lang]}: ${reason[lang]}` : '';
      return {
        id: `${baseUrl}/alerts/${id}`,
        url: `${baseUrl}/alerts/${id}?lang=${lang}`,
        cap: `${baseUrl}/alerts/${id}.cap.xml`,
        title: `${mark}${content.title[lang]}`,
        text: [why, content.body[lang], instruction, placeWords(content.area)[lang]].filter(Boolean).join('\n\n'),
        published: new Date(notice.history[0]?.publishedAt ?? version.publishedAt),
        updated: new Date(version.publishedAt),
        tags: [KIND_WORDS[notice.kind][lang], ...content.area.countries],
      };
    }),
  };
}
