import { generateAtomFeed } from 'feedsmith';
import { xmlLegal } from '../escalation/cap.ts';
import type { FeedText } from './feeds.ts';

/** The notices as an Atom feed (RFC 4287); each entry leads to its page and to its CAP document. */
export function atomFeed({ title, description, home, self, updated, lang, items }: FeedText): string {
  // The library keeps control characters, which no reader of XML takes.
  const feed = generateAtomFeed({
    id: self,
    title: { value: title },
    subtitle: { value: description },
    updated,
    authors: [{ name: title }],
    links: [
      { href: self, rel: 'self', type: 'application/atom+xml', hreflang: lang },
      { href: home, rel: 'alternate', type: 'text/html', hreflang: lang },
    ],
    xml: { lang },
    entries: items.map((item) => ({
      id: item.id,
      title: { value: item.title },
      published: item.published,
      updated: item.updated,
      content: { value: item.text, type: 'text' },
      categories: item.tags.map((term) => ({ term })),
      links: [
        { href: item.url, rel: 'alternate', type: 'text/html', hreflang: lang },
        { href: item.cap, rel: 'related', type: 'application/cap+xml' },
      ],
    })),
  });
  return xmlLegal(feed);
}
