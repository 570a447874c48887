import { isoOf } from '../../promises/availability/month.ts';
import type { StatusModel } from '../model.ts';
import { xml } from '../xml.ts';
import { type Entry, entriesOf, feedUpdated, nameOf, tagUri } from './entries.ts';

/**
 * The page as an Atom feed (RFC 4287). All content is plain text. Without an address its links are relative to the
 * feed, so that it works from a folder as well.
 */
export function atom(model: StatusModel, address = ''): string {
  const entries = entriesOf(model);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${xml(tagUri(model.host, model.agreement.effective, 'status'))}</id>
<title>${xml(`Status of ${nameOf(model)}`)}</title>
<updated>${feedUpdated(entries, model)}</updated>
<author><name>${xml(model.host)}</name></author>
<generator>Covenant</generator>
<link rel="self" type="application/atom+xml" href="${xml(`${address}atom.xml`)}"/>
<link rel="alternate" type="text/html" href="${xml(`${address}index.html`)}"/>
${entries.map(entry => entryXml(entry, address)).join('')}</feed>
`;
}

function entryXml(entry: Entry, address: string): string {
  return `<entry>
<id>${xml(entry.id)}</id>
<title type="text">${xml(entry.title)}</title>
<published>${isoOf(entry.published)}</published>
<updated>${isoOf(entry.updated)}</updated>
<link rel="alternate" type="text/html" href="${xml(`${address}index.html${entry.anchor}`)}"/>
${entry.tags.map(tag => `<category term="${xml(tag)}"/>`).join('')}
<content type="text">${xml(entry.text)}</content>
</entry>
`;
}
