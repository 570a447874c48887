import { highlight } from './highlight.ts';

interface Clause {
  readonly element: HTMLElement;
  readonly agreement: string;
  readonly status: string;
  readonly promises: readonly string[];
  readonly text: string;
}

function clauses(): readonly Clause[] {
  return [...document.querySelectorAll<HTMLElement>('article.clause')].map(element => ({
    element,
    agreement: element.closest<HTMLElement>('[data-agreement]')?.dataset.agreement ?? '',
    status: element.dataset.status ?? '',
    promises: (element.dataset.promises ?? '').split(' '),
    text: (element.textContent ?? '').toLowerCase(),
  }));
}

/** Shows the clauses that match what the form asks for, and says how many there are. */
export function watchFilters(): void {
  const form = document.querySelector<HTMLFormElement>('.filters');
  if (!form) return;
  const all = clauses();
  const apply = () => show(form, all);
  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  document.querySelector('.none button')?.addEventListener('click', () => form.reset());
  openAllButton(form);
  slashSearches(form);
  revealTarget(form);
}

function show(form: HTMLFormElement, all: readonly Clause[]): void {
  const asked = new FormData(form);
  const words = String(asked.get('text')).toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter(clause => matches(clause, asked, words));
  for (const clause of all) clause.element.hidden = !found.includes(clause);
  for (const section of document.querySelectorAll<HTMLElement>('.agreement')) {
    section.hidden = !found.some(({ element }) => section.contains(element));
  }
  say(form, found.length, all.length);
  highlight(
    words,
    found.map(({ element }) => element),
  );
}

function matches(clause: Clause, asked: FormData, words: readonly string[]): boolean {
  const agreement = String(asked.get('agreement'));
  const promise = String(asked.get('promise'));
  return (
    asked.getAll('status').includes(clause.status) &&
    (agreement === '' || clause.agreement === agreement) &&
    (promise === '' || clause.promises.includes(promise)) &&
    words.every(word => clause.text.includes(word))
  );
}

function say(form: HTMLFormElement, found: number, all: number): void {
  const output = form.querySelector('output');
  if (output) output.textContent = found === all ? `${all} clauses` : `${found} of ${all} clauses`;
  const none = document.querySelector<HTMLElement>('.none');
  if (none) none.hidden = found > 0;
}

function openAllButton(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>('button[name=open]');
  button?.addEventListener('click', () => {
    const opens = button.textContent === 'Open all proofs';
    for (const rule of document.querySelectorAll<HTMLDetailsElement>('details.rule')) rule.open = opens;
    button.textContent = opens ? 'Close all proofs' : 'Open all proofs';
  });
}

function slashSearches(form: HTMLFormElement): void {
  addEventListener('keydown', event => {
    const typing =
      event.target instanceof HTMLElement && event.target.closest('input, select, textarea, dialog');
    if (event.key !== '/' || typing) return;
    event.preventDefault();
    form.querySelector<HTMLInputElement>('input[type=search]')?.focus();
  });
}

/** A link to a clause that the filters hide shows everything again. */
function revealTarget(form: HTMLFormElement): void {
  addEventListener('click', event => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target?.closest('[hidden]')) return;
    form.reset();
    setTimeout(() => target.scrollIntoView());
  });
}
