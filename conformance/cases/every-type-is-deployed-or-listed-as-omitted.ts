import assert from 'node:assert/strict';
import { knownTypes } from '../emulator/registry.ts';
import { OMITTED_TYPES } from '../omitted-types.ts';
import type { Case, World } from '../runner/world.ts';

/** The least share of resources that must really be deployed. */
const AIM = 0.8;
/** Types that CloudFormation itself handles, outside of the emulator's list of handlers. */
const ITS_OWN = new Set(['AWS::CloudFormation::CustomResource', 'AWS::CloudFormation::Stack']);

export const proof: Case = {
  of: ['conformance'],
  kind: 'looks',
  prove: async world => {
    const known = knownTypes(world.python);
    const omitted = new Set(OMITTED_TYPES.map(({ type }) => type));
    const learned = [...omitted].filter(type => known.has(type));
    assert.deepEqual(
      learned,
      [],
      `the emulator can make these now; take them off omitted-types.ts: ${learned}`,
    );
    const all = typesOf(world);
    const unlisted = [...new Set(all)].filter(
      type => !known.has(type) && !omitted.has(type) && !ITS_OWN.has(type),
    );
    assert.deepEqual(unlisted, [], `neither known to the emulator nor in omitted-types.ts: ${unlisted}`);
    const left = new Set(
      OMITTED_TYPES.filter(({ provenBy }) => provenBy === 'schema').map(({ type }) => type),
    );
    const native = all.filter(type => !omitted.has(type));
    const viaApi = all.filter(type => omitted.has(type) && !left.has(type));
    const share = (native.length + viaApi.length) / all.length;
    assert.ok(
      native.length / all.length >= AIM,
      `CloudFormation makes only ${native.length} of ${all.length}`,
    );
    return [
      `${native.length} of ${all.length} resources (${percent(native.length / all.length)}) and ${count(native)} of ${count(all)} types by CloudFormation`,
      `${viaApi.length} more of ${count(viaApi)} types through the services' APIs: ${percent(share)} in all`,
      `left out: ${[...left].filter(type => all.includes(type)).join(', ')}`,
    ].join('\n');
  },
};

function typesOf({ deployments }: World): string[] {
  return deployments
    .flatMap(deployment => deployment.assembly.resources.map(({ type }) => type))
    .filter(type => type !== 'AWS::CDK::Metadata');
}

const count = (types: readonly string[]) => new Set(types).size;
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
