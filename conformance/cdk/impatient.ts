/**
 * Loaded before the CDK's command line (`--import`). It asks CloudFormation every five seconds whether it is done; the
 * emulator mostly is at once, so here it asks twice a second. All else about it is as it was installed.
 */
const ASKS_EVERY = 5_000;
const SOONER = 500;

globalThis.setTimeout = new Proxy(setTimeout, {
  apply: (real, self, [callback, delay, ...rest]) =>
    Reflect.apply(real, self, [callback, delay === ASKS_EVERY ? SOONER : delay, ...rest]),
});
