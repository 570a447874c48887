/** Placeholder until the stacks are composed. */
export async function compileEnvironment(name: string, outdir: string): Promise<string> {
  return `${outdir}/${name}`;
}
