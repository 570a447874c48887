import { isoOf } from '../../promises/availability/month.ts';
import type { StatusModel } from '../model.ts';
import { entriesOf, nameOf } from './entries.ts';

/** The page as a JSON Feed 1.1 (jsonfeed.org/version/1.1). Addresses are left out where none is known. */
export function jsonFeed(model: StatusModel, address?: string): string {
  const places =
    address === undefined ? {} : { home_page_url: `${address}index.html`, feed_url: `${address}feed.json` };
  const items = entriesOf(model).map(entry => ({
    id: entry.id,
    ...(address === undefined ? {} : { url: `${address}index.html${entry.anchor}` }),
    title: entry.title.toWellFormed(),
    content_text: entry.text.toWellFormed(),
    date_published: isoOf(entry.published),
    date_modified: isoOf(entry.updated),
    tags: entry.tags,
  }));
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: `Status of ${nameOf(model)}`.toWellFormed(),
    ...places,
    description: 'Incidents and maintenance',
    language: 'en',
    authors: [{ name: model.host }],
    items,
  };
  return `${JSON.stringify(feed, null, 1)}\n`;
}
