import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';

/** Documents in a bucket that keeps every one of them under Object Lock. */
export interface Documents {
  /** False when something lies there already: then nothing was written. */
  put(path: string, text: string): Promise<boolean>;
  /** The text of the highest revision `<prefix><n>.json`, or undefined. */
  latest(prefix: string): Promise<string | undefined>;
}

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  html: 'text/html; charset=utf-8',
  pem: 'application/x-pem-file',
};

/** 412: it is there; 409: another writer is just putting it there. */
function isTaken(cause: unknown): boolean {
  const status = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined;
  return status === 412 || status === 409;
}

export function s3Documents(client: S3Client, Bucket: string): Documents {
  const revisions = async (Prefix: string): Promise<readonly number[]> => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const rests = Contents.map(({ Key = '' }) => Key.slice(Prefix.length));
    return rests.filter(rest => /^\d+\.json$/.test(rest)).map(rest => Number.parseInt(rest, 10));
  };
  return {
    put: async (Key, Body) => {
      const ContentType = TYPES[Key.slice(Key.lastIndexOf('.') + 1)];
      try {
        await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, IfNoneMatch: '*' }));
        return true;
      } catch (cause) {
        if (isTaken(cause)) return false;
        throw cause;
      }
    },
    latest: async prefix => {
      const highest = Math.max(...(await revisions(prefix)));
      if (highest === -Infinity) return undefined;
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: `${prefix}${highest}.json` }));
      return Body?.transformToString();
    },
  };
}
