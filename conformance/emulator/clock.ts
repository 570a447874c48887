/**
 * Loaded before a function's own code (`NODE_OPTIONS=--import`): its clock starts at CLOCK_STARTS_AT, in ISO 8601, so
 * that a month which is over can be collected while it lasts. The function's bundle stays as it was deployed.
 */
const behind = Date.now() - Date.parse(process.env.CLOCK_STARTS_AT ?? '');

globalThis.Date = new Proxy(Date, {
  construct: (real, given, wanted) =>
    Reflect.construct(real, given.length === 0 ? [real.now() - behind] : given, wanted),
  get: (real, name) => (name === 'now' ? () => real.now() - behind : Reflect.get(real, name)),
});
