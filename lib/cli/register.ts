import type { Command } from 'commander';

/** Adds one command to the program; its action sets the exit code. */
export type Register = (program: Command) => void;
