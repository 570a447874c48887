/** What every command's exit code means; scripts depend on it. */
export const EXIT = { fine: 0, foundSomething: 1, wrongUsage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
