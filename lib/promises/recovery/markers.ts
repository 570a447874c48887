/**
 * Rows that are written all the time and tell what a restore lost: the newest that came back, against the accident.
 * They have a schema of their own, so that they depend on no table of the service.
 */
export const MARKERS = { table: 'covenant_drills.markers', column: 'at' } as const;

/** How often a marker is written, as schedules spell it: what a drill says was lost is at most this much too much. */
export const MARK_EVERY = 'rate(1 minute)';
