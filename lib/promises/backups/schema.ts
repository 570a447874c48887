import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, ranked } from '../../agreement/direction.ts';
import { duration } from '../../agreement/units/index.ts';

export const backups = term({
  every: better('lower', duration).describe('How often a snapshot is taken'),
  keep: better('higher', duration).describe('How long each is kept'),
  away: part({
    keep: better('higher', duration.optional()).describe(
      'How long a copy is kept; as long as the original when left out',
    ),
  })
    .optional()
    .describe('Each is copied to the recovery region'),
  'point-in-time': part({
    keep: better('higher', duration).describe('How far back any second can be restored'),
    'recovery-point': better('lower', duration).describe(
      'RPO: the most data, in time, that a restore may lose',
    ),
    away: better('present', z.boolean().optional()).describe(
      'Whether this also holds from the recovery region',
    ),
  })
    .optional()
    .describe('Continuous backups with point-in-time recovery'),
  tested: part({
    every: better('lower', duration).describe('How often a restore is really tried'),
    'recovery-time': better('lower', duration).describe(
      'RTO: the longest time until the first correct query',
    ),
  })
    .optional()
    .describe('Restores are proven by drills'),
  lock: part({
    mode: ranked(['governance', 'compliance'], z.enum(['governance', 'compliance'])).describe(
      'compliance: nobody, not even AWS, can ever remove it',
    ),
    min: duration.describe('No backup in the vault is kept for less'),
    max: duration.describe('No backup in the vault is kept for longer'),
  })
    .optional()
    .describe('Nobody can delete a backup early (AWS Backup Vault Lock)'),
});
