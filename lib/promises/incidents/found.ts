import {
  type Assembly,
  type Evidence,
  isList,
  isObject,
  type Json,
  type JsonPath,
  judge,
  judged,
  type Marks,
  missing,
  resourcesOf,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';

const FUNCTION = 'AWS::Lambda::Function';

/** Asks about each resource of a role; without one the promise is broken. */
export function perRole(
  assembly: Assembly,
  type: string,
  marks: Marks,
  ask: (resource: TemplateResource) => readonly Evidence[],
): Verdict {
  return judged(resourcesOf(assembly, type, marks).flatMap(ask), missing(`a ${marks.role}`, type));
}

export function settingPath(name: string): JsonPath {
  return ['Properties', 'Environment', 'Variables', name];
}

/** What a property that holds JSON says; undefined when it is none. */
export function jsonAt(resource: TemplateResource, path: JsonPath): Json | undefined {
  const text = valueAt(resource, path);
  if (typeof text !== 'string') return undefined;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

export function below(value: Json | undefined, ...keys: readonly (string | number)[]): Json | undefined {
  return keys.reduce<Json | undefined>((at, key) => {
    if (isList(at)) return typeof key === 'number' ? at[key] : undefined;
    return isObject(at) ? at[String(key)] : undefined;
  }, value);
}

/** Whether a property refers to a resource of its own stack. */
export function refersTo(value: Json | undefined, { logicalId }: TemplateResource): boolean {
  return JSON.stringify(value ?? '').includes(`"${logicalId}"`);
}

/** Whether the setting of a function names a resource of a role in the function's own stack. */
export function settingNames(
  fn: TemplateResource,
  setting: string,
  targets: readonly TemplateResource[],
  what: string,
): Evidence {
  const path = settingPath(setting);
  const holds = targets.some(target => target.stack === fn.stack && refersTo(valueAt(fn, path), target));
  return judge(fn, path, what, holds);
}

/** Statements of the policies of a function's role that may take something away or change it. */
const TAKES_AWAY = /dynamodb:(Delete|Update|BatchWrite|PartiQL|\*)|"Action":"\*"/;

/** A function of a role may add to the log and do nothing else to it. */
export function addsOnly(assembly: Assembly, marks: Marks): readonly Evidence[] {
  return resourcesOf(assembly, FUNCTION, marks).flatMap(fn => {
    const policies = policiesOf(assembly, fn);
    if (policies.length === 0) return [missing(`the rights of ${fn.logicalId}`, 'AWS::IAM::Policy')];
    return policies.map(policy => {
      const path = ['Properties', 'PolicyDocument', 'Statement'];
      const text = JSON.stringify(valueAt(policy, path) ?? []);
      return judge(policy, path, 'add and read, never change or delete', !TAKES_AWAY.test(text));
    });
  });
}

function policiesOf(assembly: Assembly, fn: TemplateResource): readonly TemplateResource[] {
  const role = valueAt(fn, ['Properties', 'Role']);
  const own = assembly.resources.filter(({ stack }) => stack === fn.stack);
  const roles = own.filter(each => each.type === 'AWS::IAM::Role' && refersTo(role, each));
  return own.filter(
    each =>
      each.type === 'AWS::IAM::Policy' &&
      roles.some(found => refersTo(valueAt(each, ['Properties', 'Roles']), found)),
  );
}

/** An expression of a schedule such as `rate(5 minutes)`, in minutes; undefined when it is something else. */
export function minutesOf(expression: Json | undefined): number | undefined {
  const [, amount, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(expression)) ?? [];
  const minutes = { minute: 1, hour: 60, day: 1440 };
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') return undefined;
  return Number(amount) * minutes[unit];
}
