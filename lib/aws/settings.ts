/** What the stack told a function through its environment. A missing setting is a defect of the stack, so it throws. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the function's setting ${name} is missing`);
  return value;
}

/** A setting that a stack leaves out where what it names does not exist. */
export function optionalSetting(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
