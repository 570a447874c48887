/**
 * Compiles an environment of this repository into a folder, in this process and without the CDK's command line; the
 * CDK is loaded only now.
 * @returns the folder.
 * @throws UnreadableInputError when there is no environment of that name; RefusedInputError when it has errors.
 */
export async function compileEnvironment(name: string, outdir: string): Promise<string> {
  const synthesize = await import('./synthesize.ts');
  return synthesize.compileEnvironment(name, outdir);
}
