import { Logger } from '@aws-lambda-powertools/logger';

/** Structured lines for CloudWatch Logs; `POWERTOOLS_LOG_LEVEL` sets what is written. Never give it a secret or a body. */
export const log = new Logger({ serviceName: 'covenant' });
