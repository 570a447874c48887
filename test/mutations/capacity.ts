import type { MutableAssembly, MutableResource } from './mutable.ts';
import type { Mutation } from './mutation.ts';

const CAP = 'reserved-capacity-pricing';

function walnut(assembly: MutableAssembly): MutableResource {
  return assembly.one('AWS::RDS::DBInstance', { tenant: 'walnut' });
}

export const mutations: readonly Mutation[] = [
  {
    name: 'memory for half of the data',
    agreement: CAP,
    breaks: ['capacity/memory'],
    mutate: assembly => walnut(assembly).set(['Properties', 'DBInstanceClass'], 'db.r7g.2xlarge'),
  },
  {
    name: 'a burstable class, whose CPU is lent',
    agreement: CAP,
    breaks: ['capacity/cpu', 'capacity/memory'],
    mutate: assembly => walnut(assembly).set(['Properties', 'DBInstanceClass'], 'db.t4g.2xlarge'),
  },
  {
    name: 'a neighbour gets the database',
    agreement: CAP,
    breaks: [
      'capacity/cpu',
      'capacity/dedicated',
      'capacity/memory',
      'capacity/storage',
      'databases/transport',
    ],
    mutate: assembly => walnut(assembly).set(['Metadata', 'covenant', 'tenant'], 'somebody'),
  },
  {
    name: 'less storage than data',
    agreement: CAP,
    breaks: ['capacity/storage'],
    mutate: assembly => walnut(assembly).set(['Properties', 'AllocatedStorage'], '100'),
  },
];
