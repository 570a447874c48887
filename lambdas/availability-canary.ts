import { setting } from '../lib/aws/settings.ts';

/** Longer than any call may take at API Gateway (AWS fact 4): what has not answered by then never will. */
const PATIENCE = 30_000;

async function ask(url: string): Promise<void> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
}

/** One run of a canary: asks each address in turn, as a customer would; the run fails with the first that does not answer 200. */
export async function handler(): Promise<void> {
  const urls: readonly string[] = JSON.parse(setting('URLS'));
  for (const url of urls) await ask(url);
}
