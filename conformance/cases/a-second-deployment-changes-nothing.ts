import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deploy, synthesize } from '../cdk/deployment.ts';
import { type Case, deploymentOf } from '../runner/world.ts';

export const proof: Case = {
  of: ['conformance'],
  kind: 'changes',
  prove: async world => {
    const { name, adapt, copy } = world.deployments[0] ?? deploymentOf(world, 'small-limits');
    const again = await synthesize(world.cdk, name, join(world.folder, 'again'));
    const { output } = await deploy(world.cdk, again, adapt);
    const stacks = readdirSync(copy).filter(file => file.endsWith('.template.json')).length;
    const unchanged = output.match(/\(no changes\)/g)?.length ?? 0;
    assert.equal(unchanged, stacks, `of ${stacks} stacks only ${unchanged} had no changes`);
    return `${name}: synthesized afresh, ${stacks} stacks without changes`;
  },
};
