import type { FeedText } from './feeds.ts';

/** The notices as JSON Feed 1.1. */
export function jsonFeed({ title, description, home, self, lang, items }: FeedText) {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description,
    home_page_url: home,
    feed_url: self,
    language: lang,
    authors: [{ name: title }],
    items: items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      content_text: item.text,
      date_published: item.published.toISOString(),
      date_modified: item.updated.toISOString(),
      tags: item.tags,
      attachments: [{ url: item.cap, mime_type: 'application/cap+xml' }],
    })),
  };
}
