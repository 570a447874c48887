import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { AwsError } from '../../../lib/local/rds/aws-error.ts';
import { Form } from '../../../lib/local/rds/form.ts';
import { DEFAULTS } from '../../../lib/local/rds/settings.ts';
import { answerXml, errorXml, type XmlObject } from '../../../lib/local/rds/xml.ts';
import { type Kind, PARAMETERS } from '../../../lib/promises/recovery/parameters.ts';
import { type DatabaseSettings, SETTING_NAMES, settings } from '../../../lib/promises/recovery/settings.ts';
import { describedAs } from './described.ts';

/** A database as the fake keeps it: records only, no engine. */
export interface FakeDatabase {
  id: string;
  readonly kind: Kind;
  status: string;
  settings: DatabaseSettings;
  managed: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Instances that belong to a cluster. */
  readonly member?: string | undefined;
}

export interface FakeSnapshot {
  readonly arn: string;
  readonly of: string;
  readonly kind: Kind;
  readonly type: 'automated' | 'awsbackup';
  readonly takenAt: Date;
}

const WORD: Readonly<Record<Kind, string>> = { instance: 'DBInstance', cluster: 'DBCluster' };

/** An RDS over real HTTP and XML, for instances and clusters alike. What a caller leaves out it gives its defaults. */
export class FakeRds {
  readonly databases = new Map<string, FakeDatabase>();
  readonly snapshots: FakeSnapshot[] = [];
  readonly events: { readonly of: string; readonly says: string }[] = [];
  readonly calls: string[] = [];
  /** Answers the next calls of an action with this error. */
  readonly errors = new Map<string, AwsError>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const form = new Form(Buffer.concat(chunks).toString());
      const action = form.text('Action') ?? '';
      this.calls.push(action);
      try {
        const error = this.errors.get(action);
        if (error) throw error;
        response.end(answerXml(action, 'id', this.#answer(action, form)));
      } catch (error) {
        const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
        response.writeHead(known.status).end(errorXml(known, 'id'));
      }
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    return typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  add(database: Partial<FakeDatabase> & Pick<FakeDatabase, 'id' | 'kind'>): FakeDatabase {
    const made = { status: 'available', settings: DEFAULTS, managed: true, tags: {}, ...database };
    this.databases.set(made.id, made);
    return made;
  }

  #answer(action: string, form: Form): XmlObject {
    const kind: Kind = action.includes('Cluster') ? 'cluster' : 'instance';
    switch (action.replace('DBCluster', 'DB').replace('DBInstance', 'DB')) {
      case 'DescribeDBs':
        return this.#list(kind, form);
      case 'RestoreDBToPointInTime':
      case 'RestoreDBFromDBSnapshot':
      case 'RestoreDBFromSnapshot':
        return this.#restore(kind, form);
      case 'ModifyDB':
        return this.#modify(kind, form);
      case 'DeleteDB':
        return this.#delete(kind, form);
      case 'DescribeEvents':
        return this.#events(form);
      case 'DescribeDBSnapshots':
        return this.#snapshots(kind, form);
      case 'DescribeDBAutomatedBackups':
        return this.#automatedBackups();
      default:
        throw new AwsError('InvalidAction', action);
    }
  }

  #found(kind: Kind, form: Form): FakeDatabase {
    const id = form.required(`${WORD[kind]}Identifier`);
    const found = this.databases.get(id);
    if (found?.kind === kind) return found;
    throw new AwsError(
      kind === 'cluster' ? 'DBClusterNotFoundFault' : 'DBInstanceNotFound',
      `${id} not found`,
      404,
    );
  }

  #list(kind: Kind, form: Form): XmlObject {
    const all = [...this.databases.values()].filter(each => each.kind === kind);
    const shown = form.text(`${WORD[kind]}Identifier`) === undefined ? all : [this.#found(kind, form)];
    return { [`${WORD[kind]}s`]: { [WORD[kind]]: shown.map(describedAs) } };
  }

  #restore(kind: Kind, form: Form): XmlObject {
    const id = form.text('TargetDBInstanceIdentifier') ?? form.required(`${WORD[kind]}Identifier`);
    if (this.databases.has(id)) {
      throw new AwsError(
        kind === 'cluster' ? 'DBClusterAlreadyExistsFault' : 'DBInstanceAlreadyExists',
        'it exists',
      );
    }
    const tags = Object.fromEntries(form.tags().map(({ Key, Value }) => [Key, Value]));
    const settled = stated(kind, form, { ...DEFAULTS, multiAz: kind === 'cluster', optionGroup: '' });
    const managed = form.flag('ManageMasterUserPassword') ?? false;
    const made = this.add({ id, kind, settings: settled, managed, tags });
    return { [WORD[kind]]: describedAs(made) };
  }

  #modify(kind: Kind, form: Form): XmlObject {
    const found = this.#found(kind, form);
    found.settings = stated(kind, form, found.settings);
    found.managed = form.flag('ManageMasterUserPassword') ?? found.managed;
    const renamed = form.text(`New${WORD[kind]}Identifier`);
    if (renamed !== undefined) {
      this.databases.delete(found.id);
      found.id = renamed;
      this.databases.set(renamed, found);
    }
    return { [WORD[kind]]: describedAs(found) };
  }

  #delete(kind: Kind, form: Form): XmlObject {
    const found = this.#found(kind, form);
    if (found.settings.deletionProtection)
      throw new AwsError('InvalidParameterCombination', 'Cannot delete protected');
    this.databases.delete(found.id);
    return { [WORD[kind]]: describedAs(found) };
  }

  #events(form: Form): XmlObject {
    const shown = this.events.filter(({ of }) => of === form.text('SourceIdentifier'));
    const of = (says: string) => ({
      Message: says,
      EventCategories: { EventCategory: ['failure'] },
    });
    return { Events: { Event: shown.map(({ says }) => of(says)) } };
  }

  #snapshots(kind: Kind, form: Form): XmlObject {
    const word = `${WORD[kind].replace('Instance', '')}Snapshot`;
    const named = form.text(`${word}Identifier`);
    const type = form.text('SnapshotType') ?? 'automated';
    const of = form.filter('db-instance-id')?.[0] ?? form.filter('db-cluster-id')?.[0];
    const shown = this.snapshots.filter(
      each =>
        each.kind === kind &&
        each.type === type &&
        (named === undefined ? each.of === of : each.arn === named),
    );
    if (named !== undefined && shown.length === 0)
      throw new AwsError(
        `${word}NotFoundFault`.replace('DBSnapshotNotFoundFault', 'DBSnapshotNotFound'),
        named,
        404,
      );
    const xml = shown.map(({ arn, takenAt }) => ({
      [`${word}Arn`]: arn,
      SnapshotCreateTime: takenAt,
      Status: 'available',
    }));
    return { [`${word}s`]: { [word]: xml } };
  }

  #automatedBackups(): XmlObject {
    const instances = [...this.databases.values()].filter(({ kind }) => kind === 'instance');
    const xml = instances.map(({ id }) => ({
      DBInstanceIdentifier: id,
      DBInstanceAutomatedBackupsArn: `arn:aws:rds:eu-central-1:1:auto-backup:ab-${id}`,
      Status: 'active',
      RestoreWindow: { EarliestTime: new Date(0), LatestTime: new Date(1e12) },
    }));
    return { DBInstanceAutomatedBackups: { DBInstanceAutomatedBackup: xml } };
  }
}

/** The settings with those that the call states; what the SDK did not send was never said. */
function stated(kind: Kind, form: Form, before: DatabaseSettings): DatabaseSettings {
  const said = SETTING_NAMES.flatMap(name => {
    const parameter = PARAMETERS[name][kind]?.name;
    if (parameter === undefined) return [];
    const text = Array.isArray(before[name]) ? form.list(parameter) : form.text(parameter);
    if (text === undefined) return [];
    return [[name, typeof text === 'string' ? readAs(text) : text]];
  });
  return settings.parse({ ...before, ...Object.fromEntries(said) });
}

function readAs(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d+$/.test(text) ? Number(text) : text;
}
