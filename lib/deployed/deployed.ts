import type { LoadedAssembly } from '../audit/assembly.ts';
import { resourceOf } from '../audit/resource.ts';
import { isObject, type TemplateResource } from '../promises/evidence.ts';
import { type Clients, clientsIn } from './clients.ts';
import { overlay } from './overlay.ts';
import { READERS } from './readers.ts';
import { type PhysicalIds, physicalIds } from './stack.ts';
import { mapInTurns } from './turns.ts';

/** How many questions are under way at once; each service allows at least as many per second. */
const AT_ONCE = 8;

/** What was found of one resource. */
export interface Finding {
  readonly resource: TemplateResource;
  /** `service`: its values were read; `stack`: only that its stack has it; `gone`: the account has none. */
  readonly from: 'service' | 'stack' | 'gone';
}

/** The account as an assembly, to be judged by the checks that judge templates. */
export interface DeployedAssembly extends LoadedAssembly {
  readonly findings: readonly Finding[];
}

/** Asks the account for everything that the assembly says should be there. */
export async function readDeployed(
  assembly: LoadedAssembly,
  clients: (region: string) => Clients = clientsIn,
): Promise<DeployedAssembly> {
  const byRegion = new Map<string, Clients>();
  const clientsOf = (region: string) => {
    const known = byRegion.get(region) ?? clients(region);
    byRegion.set(region, known);
    return known;
  };
  const ids = await physicalIds(assembly.resources, clientsOf);
  const findings = await mapInTurns(assembly.resources, AT_ONCE, resource =>
    find(resource, ids, clientsOf(resource.region)),
  );
  const resources = findings.filter(({ from }) => from !== 'gone').map(({ resource }) => resource);
  return { ...assembly, resources, findings };
}

async function find(resource: TemplateResource, ids: PhysicalIds, clients: Clients): Promise<Finding> {
  const idOf = (logicalId: string) => ids.of(resource, logicalId);
  const physicalId = idOf(resource.logicalId);
  const read = READERS.get(resource.type);
  if (!read) return { resource, from: physicalId ? 'stack' : 'gone' };
  if (!physicalId && !FOUND_BY_NAME.has(resource.type)) return { resource, from: 'gone' };
  const live = await read({ clients, resource, physicalId, idOf });
  if (!live) return { resource, from: 'gone' };
  const properties = overlay(resource.properties, live, idOf);
  const body = { ...resource.body, Properties: isObject(properties) ? properties : {} };
  return { resource: resourceOf({ ...resource, body }), from: 'service' };
}

/** Types that a person can also make outside of a stack under the name that the template gives them. */
const FOUND_BY_NAME: ReadonlySet<string> = new Set([
  'AWS::Backup::BackupSelection',
  'AWS::CloudWatch::CompositeAlarm',
]);
