import { isObject, type Json, type JsonObject } from '../../lib/promises/evidence.ts';

/** One call of the AWS Backup API. */
export interface BackupCall {
  readonly method: string;
  readonly region: string;
  readonly path: string;
  readonly body: string;
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

/** A family of things with names, as AWS Backup's REST paths have them. */
interface Family {
  readonly path: RegExp;
  /** The member that wraps one of them, in requests and answers; none where it comes bare. */
  readonly wrap: string | undefined;
  readonly name: string;
  readonly list: string;
}

const FAMILIES: readonly Family[] = [
  {
    path: /^\/audit\/report-plans(?:\/([^/]+))?$/,
    wrap: 'ReportPlan',
    name: 'ReportPlanName',
    list: 'ReportPlans',
  },
  { path: /^\/audit\/frameworks(?:\/([^/]+))?$/, wrap: undefined, name: 'FrameworkName', list: 'Frameworks' },
  {
    path: /^\/restore-testing\/plans(?:\/([^/]+))?$/,
    ...{ wrap: 'RestoreTestingPlan', name: 'RestoreTestingPlanName', list: 'RestoreTestingPlans' },
  },
  {
    path: /^\/restore-testing\/plans\/[^/]+\/selections(?:\/([^/]+))?$/,
    wrap: 'RestoreTestingSelection',
    ...{ name: 'RestoreTestingSelectionName', list: 'RestoreTestingSelections' },
  },
];

const LOCK = /^(\/backup-vaults\/[^/]+)\/vault-lock$/;

/** Keeps what it is given, per region, under the paths of the API. */
export class BackupStore {
  private readonly things = new Map<string, JsonObject>();

  /** Undefined for a call that the emulator answers itself. */
  answer(call: BackupCall): Reply | undefined {
    const vault = LOCK.exec(call.path)?.[1];
    if (vault !== undefined) return this.lock(`${call.region}${vault}`, call);
    const family = FAMILIES.find(({ path }) => path.test(call.path));
    return family && this.thing(family, call);
  }

  /** What DescribeBackupVault says of a lock, added to what the emulator says of the vault. */
  withLock({ method, region, path }: BackupCall, body: string): string {
    const lock = method === 'GET' ? this.things.get(`${region}${path}`) : undefined;
    return lock ? JSON.stringify({ ...parsed(body), ...lock, Locked: true }) : body;
  }

  private lock(key: string, { method, body }: BackupCall): Reply {
    if (method === 'DELETE') this.things.delete(key);
    else this.things.set(key, parsed(body));
    return { status: 200, body: '' };
  }

  private thing(family: Family, { method, region, path, body }: BackupCall): Reply {
    const item = family.path.exec(path)?.[1];
    if (method === 'GET')
      return item === undefined ? this.listOf(family, region, path) : this.one(family, region + path);
    if (method === 'DELETE') {
      this.things.delete(region + path);
      return ok({});
    }
    const given = parsed(body);
    const wrapped = family.wrap === undefined ? given : (given[family.wrap] ?? given);
    const thing = isObject(wrapped) ? wrapped : given;
    const name = item ?? String(thing[family.name]);
    const key = `${region}${item === undefined ? `${path}/${name}` : path}`;
    this.things.set(key, { ...this.things.get(key), ...thing, [family.name]: name });
    return ok({ [family.name]: name });
  }

  private one({ wrap, name }: Family, key: string): Reply {
    const found = this.things.get(key);
    if (!found)
      return { status: 400, body: JSON.stringify({ __type: 'ResourceNotFoundException', Message: name }) };
    return ok(wrap === undefined ? found : { [wrap]: found });
  }

  private listOf({ list }: Family, region: string, path: string): Reply {
    const below = `${region}${path}/`;
    const found = [...this.things].filter(
      ([key]) => key.startsWith(below) && !key.slice(below.length).includes('/'),
    );
    return ok({ [list]: found.map(([, thing]) => thing) });
  }
}

const ok = (body: JsonObject): Reply => ({ status: 200, body: JSON.stringify(body) });

function parsed(text: string): JsonObject {
  const value: Json = text === '' ? {} : JSON.parse(text);
  return isObject(value) ? value : {};
}
