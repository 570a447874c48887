/** A small agreement without problems that still has one of everything a mutation could break. */
export const SMALL = `agreement: small
version: 1
effective: 2026-01-01
zone: Etc/UTC
currency: EUR
clauses:
  A-1: Uptime, credits and backups.
  A-2: Limits, in EST.
choices:
  - { resolves: COV-TIME-ZONE, clause: A-2, text-says: EST, chosen: New York, because: of the offices }
components:
  api: { probe: { get: /health, every: 30s } }
every-plan: &shared
  databases: { clause: A-1, survives: zone-loss }
  failover: { clause: A-1, automatic: true, within: 120s }
plans:
  gold:
    availability:
      clause: [A-1, A-2]
      commitment: contract
      promise: 99.5%
      per: calendar-month
      components: [api]
      measured: { order: exclude-first, scope: clip-first, missing: as-up, denominator: total, counts-after: 5m, combine: each }
      excludes:
        - { kind: maintenance, notice: 24h }
    credits:
      clause: A-1
      of: monthly-fee
      tiers: [{ below: 99.5%, credit: 10% }, { below: 99.0%, credit: 25% }]
      cap: 25%
      claim: { by: automatic }
      paid-as: { to: next-invoice }
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
  silver:
    limits: { clause: A-2, calls: unlimited }
    by-contract: [backups]
`;
