/** Paper has nothing to click on: proofs are open on it. */
export function openWhatIsPrinted(): void {
  const closed: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>(
      'details:not([open], .excerpt, .appendix)',
    )) {
      details.open = true;
      closed.push(details);
    }
  });
  addEventListener('afterprint', () => {
    for (const details of closed.splice(0)) details.open = false;
  });
}
