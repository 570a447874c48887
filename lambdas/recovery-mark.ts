import { connectTo } from '../lib/aws/recovery/connect.ts';
import { writeMarker } from '../lib/aws/recovery/mark.ts';
import { setting } from '../lib/aws/settings.ts';
import type { KnownPlace } from '../lib/promises/databases/place.ts';

/** In seconds; the next marker is due soon after. */
const WITHIN = 10;

/** Writes a marker into the one database it is for; drills read from the newest that comes back what was lost. */
export async function handler(): Promise<{ readonly at: string }> {
  const { host, port, name, secret }: KnownPlace = JSON.parse(setting('DATABASE'));
  const client = await connectTo({ id: host, address: host, port, secretArn: secret }, name, WITHIN);
  try {
    return { at: (await writeMarker(client)).toISOString() };
  } finally {
    await client.end().catch(() => {});
  }
}
