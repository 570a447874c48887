import type { z } from 'zod';
import type { availability } from './schema.ts';

export type Availability = z.output<typeof availability>;
