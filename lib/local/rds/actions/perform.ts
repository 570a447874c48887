import { AwsError } from '../aws-error.ts';
import type { Form } from '../form.ts';
import type { LocalRds } from '../local-rds.ts';
import type { XmlObject } from '../xml.ts';
import { ACTIONS } from './index.ts';

/** Carries out one call, after whoever intercepts calls has seen it. @throws AwsError as RDS would answer */
export async function performAction(
  rds: LocalRds,
  action: string,
  region: string,
  form: Form,
): Promise<XmlObject> {
  const known = ACTIONS.get(action);
  if (!known)
    throw new AwsError('InvalidAction', `Could not find operation ${action} for version 2014-10-31`);
  for (const intercept of rds.interceptors) await intercept({ action, region, form });
  return known({ rds, region, form });
}
