/** A link to a template line opens that resource beside the page, so that the reader keeps the place. */
export function openTemplateLines(): void {
  const drawer = document.querySelector<HTMLDialogElement>('dialog.drawer');
  if (!drawer) return;
  addEventListener('click', event => {
    if (!(event.target instanceof Element)) return;
    if (event.target === drawer || event.target.closest('dialog.drawer button')) drawer.close();
    const link = event.target.closest<HTMLAnchorElement>('a.line');
    const line = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!line || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(drawer, line, link.textContent ?? '');
  });
}

function show(drawer: HTMLDialogElement, line: HTMLElement, place: string): void {
  const excerpt = line.closest('details.excerpt');
  const title = drawer.querySelector('h2');
  const content = drawer.querySelector('.content');
  if (!excerpt || !title || !content) return;
  title.textContent = `${excerpt.querySelector('summary b')?.textContent ?? ''} ${place}`;
  const lists = [...excerpt.querySelectorAll('ol.code')].map(list => copyOf(list, line.id));
  content.replaceChildren(...lists);
  drawer.showModal();
  content.querySelector('.here')?.scrollIntoView({ block: 'center' });
}

/** Ids stay with the original; the copy only remembers which line was asked for. */
function copyOf(list: Element, here: string): Node {
  const copy = list.cloneNode(true);
  if (copy instanceof Element) {
    for (const line of copy.querySelectorAll('[id]')) {
      if (line.id === here) line.className = 'here';
      line.removeAttribute('id');
    }
  }
  return copy;
}
