/** OpenSLO v1 (github.com/OpenSLO/OpenSLO): the kinds of document that an agreement becomes. */
export interface OpenSloDocument {
  readonly apiVersion: 'openslo/v1';
  readonly kind: 'Service' | 'SLI' | 'SLO' | 'AlertPolicy' | 'AlertCondition' | 'AlertNotificationTarget';
  readonly metadata: Metadata;
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface Metadata {
  readonly name: string;
  readonly displayName?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A document with its version written. */
export function document(
  kind: OpenSloDocument['kind'],
  metadata: Metadata,
  spec: OpenSloDocument['spec'],
): OpenSloDocument {
  return { apiVersion: 'openslo/v1', kind, metadata, spec };
}

/** A name as Kubernetes takes it (RFC 1123 label): lower case, digits and hyphens, at most 63. */
export function nameOf(...parts: readonly string[]): string {
  return parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}
