import type { Environment } from '../promises/environment.ts';
import type { Problem } from '../promises/problem.ts';
import { advise } from './nearest.ts';
import { REGIONS } from './regions.ts';
import { statusProblems } from './status-rules.ts';

/** What is wrong with the places of an environment, whatever its agreement says. */
export function placeProblems(environment: Environment): readonly Problem[] {
  return [
    ...unknownRegion(environment, 'primary'),
    ...unknownRegion(environment, 'recovery'),
    ...strangeZones(environment, 'primary'),
    ...strangeZones(environment, 'recovery'),
    ...sameRegion(environment),
    ...outsideZone(environment),
    ...statusProblems(environment),
  ];
}

type Side = 'primary' | 'recovery';

function unknownRegion(environment: Environment, side: Side): Problem[] {
  const { region } = environment[side];
  if (REGIONS.includes(region)) return [];
  return [
    {
      code: 'COV-REGION-UNKNOWN',
      severity: 'error',
      message: `"${region}" is not an AWS region`,
      why: `Regions as AWS lists them in November 2026: ${REGIONS.join(', ')}.`,
      fix: advise(region, REGIONS),
      where: 'environment',
      path: [side, 'region'],
    },
  ];
}

function strangeZones(environment: Environment, side: Side): Problem[] {
  const { region, zones } = environment[side];
  return zones.flatMap((zone, index) => {
    const twice = zones.indexOf(zone) !== index;
    if (!twice && new RegExp(`^${region}[a-z]$`).test(zone)) return [];
    return [
      {
        code: 'COV-ZONE-UNKNOWN',
        severity: 'error' as const,
        message: twice ? `zone ${zone} stands twice` : `"${zone}" is not a zone of ${region}`,
        why: 'A subnet is made in each zone, so each must exist and differ.',
        fix: `write a zone such as ${region}a`,
        where: 'environment' as const,
        path: [side, 'zones', index],
      },
    ];
  });
}

function sameRegion(environment: Environment): Problem[] {
  if (environment.primary.region !== environment.recovery.region) return [];
  return [
    {
      code: 'COV-RECOVERY-REGION',
      severity: 'error',
      message: `the recovery region is the primary one, ${environment.recovery.region}`,
      why: 'A copy in the region that fails is lost with it; AWS Backup copies need another region to be away.',
      fix: 'name another region under `recovery`',
      where: 'environment',
      path: ['recovery', 'region'],
    },
  ];
}

function outsideZone(environment: Environment): Problem[] {
  const { name, 'zone-name': zoneName } = environment.domain;
  if (name === zoneName || name.endsWith(`.${zoneName}`)) return [];
  return [
    {
      code: 'COV-DOMAIN',
      severity: 'error',
      message: `${name} is not in the hosted zone ${zoneName}`,
      why: 'Route 53 answers only for names below the name of the hosted zone.',
      fix: `write a name that ends in .${zoneName}`,
      where: 'environment',
      path: ['domain', 'name'],
    },
  ];
}
