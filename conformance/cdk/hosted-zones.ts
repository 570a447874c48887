import { CreateHostedZoneCommand, type Route53Client } from '@aws-sdk/client-route-53';
import type { Environment } from '../../lib/promises/environment.ts';
import { rewriteTemplate, templatesIn } from './copy.ts';
import { parseJson } from './json.ts';

/**
 * A customer's hosted zone exists before Covenant does; in the emulator it has to be made, and gets an id of the
 * emulator's choice.
 * @returns that id.
 */
export async function makeHostedZone(
  { domain, environment }: Environment,
  route53: Route53Client,
): Promise<string> {
  const made = await route53.send(
    new CreateHostedZoneCommand({ Name: domain['zone-name'], CallerReference: environment }),
  );
  return (made.HostedZone?.Id ?? '').replace('/hostedzone/', '');
}

/** Writes the id that the zone has in the emulator into the copy. */
export function useHostedZone(copy: string, { domain }: Environment, id: string): void {
  for (const file of templatesIn(copy)) {
    rewriteTemplate(copy, file, template =>
      parseJson(JSON.stringify(template).replaceAll(domain['hosted-zone'], id)),
    );
  }
}
