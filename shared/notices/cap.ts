import type { Both } from '../case/events.ts';
import { capTime, document, type Element, named } from '../escalation/cap.ts';
import { countryWords } from '../escalation/words.ts';
import { KIND_WORDS } from '../texts/notices.ts';
import type { Notice, NoticeArea, NoticeVersion, Point } from './notice.ts';

export interface PublicCap {
  id: string;
  notice: Pick<Notice, 'kind' | 'history'>;
  version: NoticeVersion;
  /** Host name of the room. */
  sender: string;
  /** Origin of the room, without a trailing slash. */
  baseUrl: string;
}

/** What a version is called in CAP: the same for ever, whoever asks. */
export const capIdentifier = (id: string, version: number) => `${id}.${version}`;

/**
 * A version of a public notice as a CAP 1.2 document (domain.md f.1): scope Public, an information block in each language. What follows
 * names everything that came before it, so that receivers replace or take back what they show.
 */
export function publicCap(cap: PublicCap): string {
  const { id, notice, version, sender } = cap;
  const before = notice.history.filter((each) => each.version < version.version);
  const references = before.map((each) => `${sender},${capIdentifier(id, each.version)},${capTime(each.publishedAt)}`);
  return document([
    ['identifier', capIdentifier(id, version.version)],
    ['sender', sender],
    ['sent', capTime(version.publishedAt)],
    ['status', 'Actual'],
    ['msgType', version.msgType],
    ['scope', 'Public'],
    ['note', version.reason && `${version.reason.ar} — ${version.reason.en}`],
    ['references', references.length > 0 ? references.join(' ') : undefined],
    ['info', info(cap, 'ar')],
    ['info', info(cap, 'en')],
  ]);
}

function info({ id, notice, version, baseUrl }: PublicCap, side: keyof Both): Element[] {
  const { content, msgType } = version;
  const over = msgType === 'Cancel';
  return [
    ['language', side],
    ['category', content.category],
    ['event', KIND_WORDS[notice.kind][side]],
    ['responseType', over ? 'AllClear' : content.response],
    ['urgency', over ? 'Past' : content.urgency],
    ['severity', content.severity],
    ['certainty', content.certainty],
    ['effective', capTime(version.publishedAt)],
    ['onset', content.onset && capTime(content.onset)],
    ['expires', content.expires && capTime(content.expires)],
    ['senderName', side === 'ar' ? 'غرفة العمليات' : 'Operations room'],
    ['headline', content.title[side]],
    ['description', content.body[side]],
    ['instruction', content.instruction?.[side]],
    ['web', `${baseUrl}/alerts/${id}?lang=${side}`],
    ['area', area(content.area, side)],
  ];
}

function area({ countries, name, polygon, circle }: NoticeArea, side: keyof Both): Element[] {
  return [
    ['areaDesc', placeWords({ countries, ...(name ? { name } : {}) })[side]],
    [
      'polygon',
      polygon &&
        closed(polygon)
          .map(([lat, lon]) => `${lat},${lon}`)
          .join(' '),
    ],
    ['circle', circle && `${circle.lat},${circle.lon} ${circle.radiusKm}`],
    ...countries.map((country): Element => ['geocode', named('ISO3166-1', country)]),
  ];
}

/** CAP wants the first corner again at the end. */
function closed(polygon: readonly Point[]): Point[] {
  const [first, last] = [polygon[0]!, polygon.at(-1)!];
  return first[0] === last[0] && first[1] === last[1] ? [...polygon] : [...polygon, first];
}

/** Where a notice holds, in words. */
export function placeWords({ countries, name }: Pick<NoticeArea, 'countries' | 'name'>): Both {
  const all = countries.map(countryWords);
  const join = (side: keyof Both, comma: string) =>
    [name?.[side], ...all.map((country) => country[side])].filter(Boolean).join(comma);
  return { ar: join('ar', '، '), en: join('en', ', ') };
}
