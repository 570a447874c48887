import { RDSServiceException } from '@aws-sdk/client-rds';

/** The SDK names some errors by the code, others by the code with `Fault` behind it. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof RDSServiceException && (error.name === code || error.name === `${code}Fault`);
}

/** Throttling and faults of the service pass; a client error that is neither will be the same next time. */
export function isRefusal(error: unknown): error is RDSServiceException {
  if (!(error instanceof RDSServiceException)) return false;
  const status = error.$metadata.httpStatusCode ?? 0;
  const passes =
    /Throttl|RequestLimit|InsufficientDB(Instance|Cluster)Capacity|InvalidDB(Instance|Cluster)State/.test(
      error.name,
    );
  return status >= 400 && status < 500 && !passes;
}
