import { CovenantError } from '../agreement/errors.ts';
import { bundledCode, type LambdaCode } from '../constructs/lambda-code.ts';
import { ROOT } from '../root.ts';
import { bundleFolder } from './folder.ts';
import { entryPoints } from './sources.ts';

export interface Bundle {
  readonly code: LambdaCode;
  /** Whether nothing had to be built. */
  readonly cached: boolean;
}

/**
 * The bundles of lambdas/ as code for CDK functions.
 * @throws CovenantError when the functions do not compile.
 */
export async function bundleLambdas(root: string = ROOT): Promise<Bundle> {
  const { folder, cached } = await bundleFolder(root);
  return { cached, code: known(bundledCode(folder), Object.keys(entryPoints(root))) };
}

/** Names the functions there are when one is asked for that is not. */
function known(code: LambdaCode, names: readonly string[]): LambdaCode {
  return {
    of: name => {
      if (names.includes(name)) return code.of(name);
      throw new CovenantError(`there is no lambdas/${name}.ts; there are ${names.join(', ')}`);
    },
  };
}
