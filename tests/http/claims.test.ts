import { describe, expect, test } from 'vitest';
import { groupsOf, staffOf } from '../../shared/http/claims.ts';

describe('groups of a token', () => {
  test.each<[string, unknown, string[]]>([
    ['an array', ['admin', 'officer'], ['admin', 'officer']],
    ['what an HTTP API makes of an array', '[admin officer]', ['admin', 'officer']],
    ['a JSON array as text', '["admin","officer"]', ['admin', 'officer']],
    ['a comma list', 'admin,officer', ['admin', 'officer']],
    ['one name', 'officer', ['officer']],
    ['an empty array as text', '[]', []],
    ['nothing', undefined, []],
    ['a number', 7, []],
    ['an array of other things', [7, null, 'officer'], ['officer']],
  ])('%s', (_what, claim, groups) => expect(groupsOf(claim)).toEqual(groups));
});

describe('staff', () => {
  const claims = {
    token_use: 'access',
    sub: 'f7d0',
    username: 'nour',
    'cognito:groups': '[officer supervisor chess-club]',
  };

  test('is named by the user name; the role with the most to say comes first, unknown groups say nothing', () => {
    expect(staffOf(claims)).toEqual({ id: 'nour', roles: ['supervisor', 'officer'] });
  });

  test.each<[string, unknown]>([
    ['no claims', undefined],
    ['an ID token', { ...claims, token_use: 'id' }],
    ['a machine without a user', { token_use: 'access', client_id: 'c1', scope: 'room/staff' }],
  ])('%s is nobody', (_what, given) => expect(staffOf(given)).toBeUndefined());

  test('a role is a whole name', () => {
    expect(staffOf({ ...claims, 'cognito:groups': '[officers admin2]' })?.roles).toEqual([]);
  });
});
