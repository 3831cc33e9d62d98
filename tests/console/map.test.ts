import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleApp } from '../../functions/console/app.ts';
import type { BoardRow } from '../../functions/console/web/answers.ts';
import { clusters, type Spot } from '../../functions/console/web/map/clusters.ts';
import { circle, placesOf } from '../../functions/console/web/map/places.ts';
import { consoleConfig } from '../../shared/config.ts';
import { call, type Head } from '../harness/acts.ts';
import { startTestRoom, type TestRoom } from '../harness/room.ts';
import { barriers, dress, type Officer, open, signIn, startBrowser } from './harness.ts';
import { soon } from './soon.ts';

/** The map: what is gathered into one mark, and the screen itself in a real browser before a whole room. */

const spot = (id: string, lat: number, lon: number, priority: Spot['priority'] = 'P3'): Spot => ({
  id,
  lat,
  lon,
  priority,
});

describe('marks that would lie on each other', () => {
  const khartoum = [spot('a', 15.58, 32.53), spot('b', 15.64, 32.48, 'P1'), spot('c', 15.6, 32.55, 'P2')];
  const far = spot('d', 19.61, 37.21, 'P4');

  test('are one from afar, named by its most urgent member, and come apart as one comes nearer', () => {
    const whole = clusters([...khartoum, far], 3);
    expect(whole.map(({ key, ids, worst }) => [key, ids, worst])).toEqual([
      ['b', ['b', 'c', 'a'], 'P1'],
      ['d', ['d'], 'P4'],
    ]);
    expect(whole[0]).toMatchObject({ counts: { P1: 1, P2: 1, P3: 1 } });
    expect(clusters([...khartoum, far], 13)).toHaveLength(4);
  });

  test('hold every case once, whatever the zoom, wherever on earth', () => {
    const many = Array.from({ length: 400 }, (_, n) =>
      spot(`s${n}`, ((n * 37) % 178) - 89, ((n * 91) % 360) - 180, (['P1', 'P2', 'P3', 'P4'] as const)[n % 4]!),
    );
    for (const zoom of [0, 1, 4, 9]) {
      const ids = clusters(many, zoom).flatMap((one) => one.ids);
      expect(ids.length).toBe(400);
      expect(new Set(ids).size).toBe(400);
    }
  });

  test('keep their name when a less urgent case joins', () => {
    const [before] = clusters(khartoum, 3);
    const [after] = clusters([...khartoum, spot('0', 15.59, 32.5, 'P4')], 3);
    expect(after?.key).toBe(before?.key);
    expect(after?.ids).toHaveLength(4);
  });
});

test('places are listed with the most urgent first, towns of one country apart, the unknown last', () => {
  const row = (id: string, priority: BoardRow['priority'], country?: string, place?: string): BoardRow => ({
    id,
    priority,
    nextDueAt: null,
    ...(country ? { country } : {}),
    ...(place ? { place } : {}),
  });
  const places = placesOf([
    row('1', 'P4'),
    row('2', 'P2', 'SD', 'Khartoum'),
    row('3', 'P1', 'LY', 'Sirte'),
    row('4', 'P2', 'SD', 'Khartoum'),
    row('5', 'P2', 'SD', 'Nyala'),
  ]);
  expect(places.map(({ key, counts }) => [key, counts])).toEqual([
    ['LY|Sirte', { P1: 1 }],
    ['SD|Khartoum', { P2: 2 }],
    ['SD|Nyala', { P2: 1 }],
    ['|', { P4: 1 }],
  ]);
});

test('a circle is as wide as it says, away from the equator too', () => {
  const outline = circle({ lat: 60, lon: 10, radiusKm: 111.32 });
  expect(outline[0]).toEqual(outline.at(-1)!.map((part) => expect.closeTo(part, 9)));
  expect(Math.max(...outline.map(([, lat]) => lat))).toBeCloseTo(61, 3);
  expect(Math.max(...outline.map(([lon]) => lon))).toBeCloseTo(12, 1);
});

test('a server of pictures is let in by the content policy, and only it; without one nothing is', async () => {
  const files = { manifest: { script: 'a.js', style: 'a.css', preload: [] }, read: () => undefined };
  const env = {
    OPS_PUBLIC_BASE_URL: 'https://room.example',
    OPS_ISSUER: 'https://room.example/issuer',
    OPS_SIGN_IN_URL: 'https://room.example/sign-in',
    OPS_CONSOLE_CLIENT_ID: 'console',
    OPS_MEDIA_BUCKET: 'media',
    AWS_REGION: 'eu-central-1',
  };
  const page = async (more: object) => consoleApp(consoleConfig({ ...env, ...more }), files).request('/');
  const tiles = { OPS_MAP_TILES: 'https://tiles.example/{z}/{x}/{y}.png', OPS_MAP_ATTRIBUTION: 'OpenStreetMap' };
  const policy = (await page(tiles)).headers.get('content-security-policy')!.split('; ');
  expect(policy.filter((rule) => rule.includes('tiles.example')).map((rule) => rule.split(' ')[0])).toEqual([
    'img-src',
    'connect-src',
  ]);
  expect(await (await page(tiles)).text()).toContain('https://tiles.example/{z}/{x}/{y}.png');
  expect((await page({ OPS_MAP_TILES: 'none' })).headers.get('content-security-policy')).not.toContain('tiles');
});

describe('the screen', () => {
  let room: TestRoom;
  let browser: Browser;
  let officer: Officer;
  let urgent: string;

  beforeAll(async () => {
    room = await startTestRoom();
    const token = await room.token('officer');
    const opened = async (text: string, rest: object, at?: [lat: number, lon: number]) => {
      const { id } = await call<Head>(room, token, 'POST', '/v1/cases', {
        channel: 'phone',
        reporter: { name: 'Hala' },
        text,
        ...rest,
      });
      if (at) {
        const [lat, lon] = at;
        const observedAt = new Date(room.now()).toISOString();
        await call(room, token, 'POST', `/v1/cases/${id}/locations`, { lat, lon, source: 'caller', observedAt });
      }
      return id;
    };
    urgent = await opened('بنتي مصابة بطلق ناري', { priority: 'P1', country: 'SD', city: 'الخرطوم' }, [15.58, 32.53]);
    await opened('محاصرون بلا مياه', { priority: 'P2', country: 'SD', city: 'الخرطوم' }, [15.6, 32.55]);
    await opened('We wait at the hotel', { priority: 'P2', country: 'LY', city: 'Sirte' });
    const admin = await room.token('admin');
    const {
      id: _id,
      version,
      ...crisis
    } = await call<{ id: string; version: number }>(room, admin, 'GET', '/v1/crises/SDN23');
    const assemblyPoints = [
      { id: 'halfa', name: { ar: 'مدرسة حلفا', en: 'Halfa school' }, point: { lat: 21.79, lon: 31.37 } },
    ];
    await call(room, admin, 'PUT', '/v1/crises/SDN23', { ...crisis, assemblyPoints }, { version });
    await room.settle();
    browser = await startBrowser();
    officer = await signIn(browser, room, 'officer');
    await open(officer.page, '#/map', '.map-marks .sign[data-kind="country"]');
  });

  afterAll(async () => {
    await browser?.close();
    await room?.stop();
  });

  test('cases stand where they are, those of a known country in its middle, assembly points among them', async () => {
    const { page } = officer;
    // Assembly points come from the crises, which are asked for apart from the cases.
    await soon(() =>
      page
        .locator('.map-marks .sign')
        .evaluateAll((all) =>
          all.map((sign) => `${sign.getAttribute('data-kind')} ${sign.getAttribute('data-priority')}`),
        ),
    ).toEqual(['case P1', 'country P2', 'assembly null']);
    expect(await page.locator('.map-marks .sign').first().textContent()).toBe('2');
    // Canvas and marks are over each other: Khartoum lies south of Halfa and east of Sirte.
    const at = async (kind: string) => (await page.locator(`.map-marks .sign[data-kind="${kind}"]`).boundingBox())!;
    const [khartoum, libya, halfa] = [await at('case'), await at('country'), await at('assembly')];
    expect(khartoum.y).toBeGreaterThan(halfa.y);
    expect(khartoum.x).toBeGreaterThan(libya.x);
  });

  test('with the keyboard alone: from mark to mark, from a mark to its cases, from there to the case', async () => {
    const { page } = officer;
    await page.locator('.map-marks .sign').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.activeElement.dataset.kind')).toBe('country');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.locator('.case-list li').nth(1).waitFor();
    expect(await page.locator('.case-list li').first().getAttribute('data-priority')).toBe('P1');
    // The list has the focus; its first link is two steps on.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.hash === `#/cases/${urgent}`);
    await open(page, '#/map', '.map-marks .sign[data-kind="country"]');
  });

  test('the list alone tells everything, and is narrowed as the board is', async () => {
    const { page } = officer;
    expect(await page.locator('.place-list button:not(.quiet)').count()).toBe(2);
    expect(await page.locator('.map-list').textContent()).toContain('مدرسة حلفا');
    await open(page, '#/map?country=LY', '.place-list');
    await soon(() => page.locator('.place-list button:not(.quiet)').count()).toBe(1);
    await page.locator('.place-list button:not(.quiet)').click();
    expect(await page.locator('.case-list').textContent()).toContain('We wait at the hotel');
    await page.locator('.map-list header button').click();
    await open(page, '#/map', '.map-marks .sign');
  });

  test('a case that is opened meanwhile comes to the map by itself', { timeout: 60_000 }, async () => {
    const { page } = officer;
    const { id } = await call<Head>(room, await room.token('officer'), 'POST', '/v1/cases', {
      channel: 'phone',
      reporter: { name: 'Omar' },
      text: 'Students without food in Kharkiv',
      country: 'UA',
      priority: 'P2',
    });
    await room.settle();
    await soon(() => page.locator('.map-list').textContent()).toContain('أوكرانيا');
    // It lies outside of what is looked at; nothing moves until somebody asks for all of it.
    await page.locator('.map-tools button').last().click();
    await page.locator('.map-marks .sign[data-kind="country"]').nth(1).waitFor();
    const token = await room.token('officer');
    const here = { lat: 49.99, lon: 36.23, source: 'caller', observedAt: new Date(room.now()).toISOString() };
    await call(room, token, 'POST', `/v1/cases/${id}/locations`, here);
    await room.settle();
    await page.locator(`.map-marks .sign[data-kind="case"][aria-label^="${id}"]`).waitFor();
  });

  test('WCAG 2.2 AA in both languages and themes, on a desk and on a phone', { timeout: 60_000 }, async () => {
    const { page } = officer;
    expect(await barriers(page)).toEqual([]);
    await dress(page, 'ar', 'day');
  });

  test('everything came from the room itself', async () => {
    expect(officer.complaints).toEqual([]);
  });

  test('where the browser draws no maps it says so, and the list remains', async () => {
    const { page, context } = await signIn(browser, room, 'officer', { lang: 'en' });
    await page.evaluate('HTMLCanvasElement.prototype.getContext = () => null');
    await open(page, '#/map', '.map-none');
    expect(await page.locator('.map-none').textContent()).toMatch(/WebGL/);
    await page.locator('.place-list button').first().click();
    await page.locator('.case-list a').first().waitFor();
    await context.close();
  });
});
