import fc from 'fast-check';
import { overlay } from '../../lib/deployed/overlay.ts';

const ids: Record<string, string> = { Topic: 'arn:aws:sns:eu-central-1:1:topic' };
const idOf = (logicalId: string) => ids[logicalId];

describe('what the account answers, laid over the template', () => {
  test('a value that differs is the one in the account', () => {
    const template = { Throttle: { RateLimit: 5, BurstLimit: 5 }, Name: 'dev' };
    const live = { Throttle: { RateLimit: 10, BurstLimit: 5 } };
    expect(overlay(template, live, idOf)).toEqual({
      Throttle: { RateLimit: 10, BurstLimit: 5 },
      Name: 'dev',
    });
  });

  test('null takes a value away: the account has none', () => {
    expect(
      overlay({ LockConfiguration: { MinRetentionDays: 7 } }, { LockConfiguration: null }, idOf),
    ).toEqual({});
  });

  test('a reference stays while the account has what it points to, and gives way when it does not', () => {
    expect(overlay({ A: { Ref: 'Topic' } }, { A: ids.Topic ?? '' }, idOf)).toEqual({ A: { Ref: 'Topic' } });
    expect(overlay({ A: { Ref: 'Topic' } }, { A: 'arn:other' }, idOf)).toEqual({ A: 'arn:other' });
  });

  test('a list that lost or gained an item is the account’s', () => {
    expect(overlay({ AlarmActions: [{ Ref: 'Topic' }] }, { AlarmActions: [] }, idOf)).toEqual({
      AlarmActions: [],
    });
  });

  test('a number that CloudFormation writes as a text is no drift', () => {
    expect(overlay({ AllocatedStorage: '100' }, { AllocatedStorage: 100 }, idOf)).toEqual({
      AllocatedStorage: '100',
    });
  });

  test('a drifted number is of the kind that the template has', () => {
    expect(overlay({ RateLimit: 1, Size: '100' }, { RateLimit: '2', Size: 50 }, idOf)).toEqual({
      RateLimit: 2,
      Size: '50',
    });
  });

  test('laying a template over itself changes nothing', () => {
    const plain = fc.object({ values: [fc.string(), fc.integer(), fc.boolean()], withNullPrototype: false });
    fc.assert(
      fc.property(plain, value => {
        const json = JSON.parse(JSON.stringify(value));
        expect(overlay(json, json, idOf)).toEqual(json);
      }),
    );
  });
});
