import { invalidValue } from '../aws-error.ts';

/** @throws AwsError InvalidParameterValue unless it is what RDS takes as a name */
export function checkIdentifier(name: string, value: string): string {
  const fits = /^[a-zA-Z][a-zA-Z0-9-]{0,62}$/.test(value) && !value.endsWith('-') && !value.includes('--');
  if (!fits) {
    throw invalidValue(
      `The parameter ${name} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
    );
  }
  return value.toLowerCase();
}
