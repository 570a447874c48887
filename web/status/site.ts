import { atom } from '../../lib/status/feeds/atom.ts';
import { badge } from '../../lib/status/feeds/badge.ts';
import { calendar } from '../../lib/status/feeds/calendar.ts';
import { plainName } from '../../lib/status/feeds/entries.ts';
import { jsonFeed } from '../../lib/status/feeds/json-feed.ts';
import { statusText } from '../../lib/status/json.ts';
import type { StatusModel } from '../../lib/status/model.ts';
import { page } from './page.ts';

/** One file of the published site. */
export interface SiteFile {
  /** Below the site's folder, with `/` between its parts. */
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

/**
 * Every file of a status site. The same model gives the same bytes.
 * @param css the page's styles
 * @param address where it will be published, such as `https://status.example.com/`; feeds then carry full addresses
 */
export function siteOf(model: StatusModel, css: string, address?: string): readonly SiteFile[] {
  const badges = model.components.map(component => ({
    path: `badges/${plainName(component.name)}.svg`,
    type: 'image/svg+xml',
    text: badge(component),
  }));
  return [
    { path: 'index.html', type: 'text/html; charset=utf-8', text: page(model, css) },
    { path: 'status.json', type: 'application/json', text: statusText(model) },
    { path: 'atom.xml', type: 'application/atom+xml', text: atom(model, address) },
    { path: 'feed.json', type: 'application/feed+json', text: jsonFeed(model, address) },
    { path: 'maintenance.ics', type: 'text/calendar; charset=utf-8', text: calendar(model, address) },
    { path: 'badge.svg', type: 'image/svg+xml', text: badge({ title: 'Service', state: model.state }) },
    ...badges,
  ];
}
