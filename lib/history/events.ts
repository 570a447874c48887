import { z } from 'zod';
import { readStepEvent } from '../promises/performance/events.ts';
import type { StepEvent } from '../promises/performance/rules.ts';
import { isList, isObject, unreadable } from './problem.ts';

function parsed(file: string, text: string, line?: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(file, 'is not JSON', line);
  }
}

/** A list, an object with one under `events`, or one event to a line. */
function itemsOf(file: string, text: string): readonly (readonly [value: unknown, place: number])[] {
  const lines = text.split(/\r?\n/).map((line, index) => [line, index + 1] as const);
  const written = lines.filter(([line]) => line.trim() !== '');
  const ofLines = written.length > 1 && written.every(([line]) => line.startsWith('{') && line.endsWith('}'));
  if (ofLines) return written.map(([line, at]) => [parsed(file, line, at), at]);
  const value = parsed(file, text);
  const list = isObject(value) && isList(value.events) ? value.events : isList(value) ? value : [value];
  return list.map((item, index) => [item, index + 1]);
}

/**
 * Reads events of work from the text of a file, as they are put on the bus or as EventBridge hands them on.
 * @throws UnreadableInputError naming the first that is none.
 */
export function parseEvents(file: string, text: string): readonly StepEvent[] {
  return itemsOf(file, text).map(([value, place]) => {
    try {
      return readStepEvent(value);
    } catch (cause) {
      const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
      const where = issue?.path.filter(key => key !== 'detail').join('.') || 'event';
      throw unreadable(file, `event ${place}: ${where}: ${issue?.message ?? String(cause)}`);
    }
  });
}
