import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AssetHashType } from 'aws-cdk-lib/core';

/** Where the code of a function comes from, so that a bench or a test can swap the bundler. */
export interface LambdaCode {
  /** @param name a file of lambdas/ without its ending. @throws Error when there is none. */
  of(name: string): { readonly code: Code; readonly handler: string };
}

/**
 * Code that was bundled before: one folder per function. Each is hashed by its own contents, so that a change to one
 * function redeploys that one alone.
 */
export function bundledCode(folder: string, file = 'index.mjs'): LambdaCode {
  const hashes = new Map<string, string>();
  return {
    of: name => {
      const path = join(folder, name);
      const known = hashes.get(name);
      const assetHash =
        known ??
        createHash('sha256')
          .update(readFileSync(join(path, file)))
          .digest('hex');
      hashes.set(name, assetHash);
      return {
        code: Code.fromAsset(path, { assetHash, assetHashType: AssetHashType.CUSTOM }),
        handler: 'index.handler',
      };
    },
  };
}

/** Code that does nothing, for trying a construct without a bundler. */
export function inlineCode(): LambdaCode {
  return {
    of: () => ({ code: Code.fromInline('exports.handler = async () => ({});'), handler: 'index.handler' }),
  };
}
