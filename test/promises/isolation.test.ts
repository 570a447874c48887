import { isDedicated, tenantStackName } from '../../lib/promises/isolation/rules.ts';
import { termsWith } from './fixture.data.ts';

test('only a promise of dedicated compute isolates', () => {
  expect(isDedicated(termsWith({ isolation: { clause: 'T-1', compute: 'dedicated' } }))).toBe(true);
  expect(isDedicated(termsWith({ isolation: { clause: 'T-1', compute: 'shared' } }))).toBe(false);
  expect(isDedicated(termsWith({}))).toBe(false);
});

test("a tenant's stack is found by name", () => {
  expect(tenantStackName({ environment: 'sovereign' }, { name: 'heron' })).toBe('sovereign-tenant-heron');
});
