import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** A file of a static site. */
interface StaticFile {
  /** Below the bucket, with `/` between its parts. */
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

/** How long readers and edges may show a file that was replaced, in seconds. */
const FRESH = 60;

/** Puts the files of a site, the ones that others refer to first, so that no page names what is not there yet. */
export async function putSite(client: S3Client, Bucket: string, files: readonly StaticFile[]): Promise<void> {
  const pages = files.filter(({ path }) => path === 'index.html');
  const others = files.filter(({ path }) => path !== 'index.html');
  await Promise.all(others.map(put));
  for (const page of pages) await put(page);

  async function put({ path, type, text }: StaticFile): Promise<void> {
    const CacheControl = `public, max-age=${FRESH}`;
    await client.send(
      new PutObjectCommand({ Bucket, Key: path, Body: text, ContentType: type, CacheControl }),
    );
  }
}
