/** Two small agreements without errors that together have one of everything a mutation could break. */
export const SMALL: Readonly<Record<string, string>> = {
  'uptime and money': `agreement: small
version: 1
effective: 2026-01-01
zone: Etc/UTC
currency: EUR
clauses:
  A-1: Uptime and credits, in EST.
choices:
  - { resolves: COV-TIME-ZONE, clause: A-1, text-says: EST, chosen: New York, because: of the offices }
components: { api: { probe: { get: /health, every: 30s } } }
plans:
  gold:
    availability: &shared
      clause: [A-1]
      commitment: contract
      promise: 99%
      per: calendar-month
      components: [api]
      measured: { order: exclude-first, scope: clip-first, missing: as-up, denominator: total, counts-after: 5m, combine: each }
      excludes:
        - { kind: maintenance, notice: 24h }
    credits:
      clause: A-1
      of: monthly-fee
      tiers: [{ below: 99%, credit: 10% }, { below: 98%, credit: 25% }]
      cap: 25%
      claim: { by: automatic }
      paid-as: { to: next-invoice }
  silver: { availability: *shared }
`,
  'data and limits': `agreement: small
version: 1
effective: 2026-01-01
zone: Etc/UTC
currency: EUR
clauses: { A-1: Everything., A-2: Limits. }
every-plan: &shared
  databases: { clause: A-1, survives: zone-loss }
  failover: { clause: A-1, automatic: true, within: 120s }
plans:
  gold:
    backups:
      clause: A-1
      every: 1d
      keep: 7d
      away: { keep: 7d }
      point-in-time: { keep: 7d, recovery-point: 5m }
      lock: { mode: governance, min: 1d, max: 35d }
    limits: { clause: A-2, calls: 40000/day, rate: 5/s, burst: 5, payload: { max: 6MB } }
    price: { clause: A-1, fee: 78.00 EUR, per: month }
    support: { clause: A-2, channels: [email], severities: { any: { first-response: 4 business hours } } }
    subscription:
      clause: A-1
      granularity: day
      starts: day-after-sign-up
      invoiced: monthly-in-arrears
      termination: { notice: 1 day, billed-to: end-of-day }
  silver:
    limits: { clause: A-2, calls: unlimited }
    by-contract: [backups]
`,
};
