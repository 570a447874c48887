/** Where drills leave their signed reports, and audits look for them. */
export const DRILLS = '.covenant/drills';
