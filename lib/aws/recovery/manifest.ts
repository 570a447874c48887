import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';

const manifest = z.object({
  tables: z.array(z.object({ name: z.string(), key: z.string(), rows: z.record(z.string(), z.string()) })),
});

/** The rows that must be there, by table. */
export type Manifest = z.output<typeof manifest>;

export async function readManifest(place: { bucket: string; key: string }): Promise<Manifest['tables']> {
  const client = new S3Client({});
  const { Body } = await client.send(new GetObjectCommand({ Bucket: place.bucket, Key: place.key }));
  return manifest.parse(JSON.parse((await Body?.transformToString()) ?? '{}')).tables;
}
