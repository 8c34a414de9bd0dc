import { type Browser, type Page } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { open, type Reader, startBrowser, type WatchedPage } from './browser';
import { ReportPages } from './reports';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WIDE: Reader = { width: 1280, colours: 'light' };
/** 1280 pixels at a zoom of 400 %, as WCAG 2.2 has it (1.4.10). */
const NARROW: Reader = { width: 320, colours: 'light' };

let browser: Browser;
let pages: ReportPages;
beforeAll(async () => {
  pages = await ReportPages.write();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  pages?.[Symbol.dispose]();
});

/** Does the same with every page, and closes it. */
async function onEach(reader: Reader, check: (watched: WatchedPage, name: string) => Promise<void>): Promise<void> {
  for (const { name, file } of pages.all) {
    const watched = await open(browser, file, reader);
    try {
      await check(watched, name);
    } finally {
      await watched.page.close();
    }
  }
}

test('there is a page of an example, and two that were made to be hard', () => {
  expect(pages.all.length).toBeGreaterThanOrEqual(3);
});

test('a browser complains about nothing, asks for nothing, and applies the style', async () => {
  await onEach(WIDE, async ({ page, complaints, requests }, name) => {
    await page.waitForLoadState('networkidle');
    expect([name, complaints, requests.filter((address) => !address.startsWith('data:'))]).toEqual([name, [], []]);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('nav ul')).display`)).toBe('flex');
    expect(await page.title()).not.toBe('');
  });
});

test('the policy of the page stops what somebody adds to it: script, style, image', async () => {
  await onEach(WIDE, async ({ page, complaints }) => {
    await page.evaluate(`
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = "taken"' }));
      document.body.append(Object.assign(document.createElement('style'), { textContent: 'body { display: none }' }));
      document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/seen.png' }));
    `);
    expect(await page.title()).not.toBe('taken');
    expect(await page.evaluate('getComputedStyle(document.body).display')).toBe('block');
    expect(complaints.filter((text) => text.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(3);
  });
});

const OPEN_ALL = `for (const each of document.querySelectorAll('details')) each.open = true`;

/** @returns what axe-core finds, each with the elements that it is about */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate<string[]>(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target + ' ' + failureSummary)))`);
}

test.each(['light', 'dark'] as const)('axe-core finds no barrier in %s, folded and unfolded', async (colours) => {
  await onEach({ width: 1280, colours }, async ({ page }, name) => {
    expect([name, await barriers(page)]).toEqual([name, []]);
    await page.evaluate(OPEN_ALL);
    expect([name, await barriers(page)]).toEqual([name, []]);
  });
});

test('axe-core finds what is wrong, so that its silence means something', async () => {
  await onEach(WIDE, async ({ page }) => {
    await page.evaluate(`document.querySelector('main').append(document.createElement('button'))`);
    expect(await barriers(page)).toEqual([expect.stringMatching(/^button-name /)]);
  });
});

const BACKGROUND = 'getComputedStyle(document.documentElement).backgroundColor';

test('colours follow the system until the reader chooses others', async () => {
  const [first] = pages.all;
  for (const [colours, other] of [
    ['light', 'Dark'],
    ['dark', 'Light'],
  ] as const) {
    const { page } = await open(browser, first?.file ?? '', { width: 1280, colours });
    const system = await page.evaluate(BACKGROUND);
    await page.getByRole('radio', { name: other }).check();
    const chosen = await page.evaluate(BACKGROUND);
    expect([system, chosen]).toEqual(
      colours === 'light' ? [WHITE, expect.not.stringMatching(WHITE)] : [expect.not.stringMatching(WHITE), WHITE],
    );
    await page.getByRole('radio', { name: 'System' }).check();
    expect(await page.evaluate(BACKGROUND)).toBe(system);
    await page.close();
  }
});
const WHITE = 'rgb(255, 255, 255)';

/** What the keyboard has to reach: links, buttons of details, boxes that scroll; of radio buttons one stands for all. */
const FOCUSABLE = `[...document.querySelectorAll('a[href], summary, input:checked, [tabindex="0"]')]
  .filter((each) => each.checkVisibility({ contentVisibilityAuto: true }))`;

test('the tab key reaches everything that can be used, in the order of the page, and shows where it is', async () => {
  await onEach(WIDE, async ({ page }, name) => {
    const expected = await page.evaluate<number>(`(window.reach = ${FOCUSABLE}).length`);
    expect(expected).toBeGreaterThan(25);
    await page.evaluate(`window.reached = []; document.addEventListener('focusin', ({ target }) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(target);
      const { width, height } = target.getBoundingClientRect();
      const seen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 0 && height > 0;
      window.reached.push(seen ? window.reach.indexOf(target) : target.outerHTML + ' does not show that it has the focus');
    })`);
    for (let presses = 0; presses < expected; presses += 1) await page.keyboard.press('Tab');
    const reached = await page.evaluate<unknown[]>('window.reached');
    expect([name, reached]).toEqual([name, Array.from({ length: expected }, (_, index) => index)]);
  });
});

test('the first tab leads past the navigation, and the space bar unfolds a claim', async () => {
  const [first] = pages.all;
  const { page } = await open(browser, first?.file ?? '', WIDE);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
  const claim = page.locator('#claim-R2');
  await claim.locator('summary').focus();
  await page.keyboard.press('Space');
  expect(await claim.getByText('Closed world').isVisible()).toBe(true);
  await page.close();
});

test('who cannot see the drawing has its name, its description and a table that says the same', async () => {
  const drawn: string[] = [];
  await onEach(WIDE, async ({ page }, name) => {
    // the page about Terraform has no connections to draw
    if ((await page.locator('#topology').count()) === 0) return;
    drawn.push(name);
    const image = page.getByRole('img', { name: 'Who can connect to whom' });
    expect(await image.count()).toBe(1);
    const edges = await image.locator('path.connection').count();
    expect(edges).toBeGreaterThan(0);
    expect(await page.getByRole('table').first().getByRole('row').count()).toBe(edges + 1);
    expect(await image.locator('desc').textContent()).toMatch(/Open connections: .+ on .+\./);
  });
  expect(drawn.length).toBeGreaterThanOrEqual(3);
});

test('no text of the drawing leaves its box', async () => {
  await onEach(WIDE, async ({ page }, name) => {
    const outside = await page.evaluate(`[...document.querySelectorAll('.diagram g')].flatMap((group) => {
      const box = group.querySelector('rect').getBoundingClientRect();
      return [...group.querySelectorAll('text')].filter((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return left < box.left || right > box.right || top < box.top || bottom > box.bottom;
      }).map((text) => text.textContent);
    })`);
    expect([name, outside]).toEqual([name, []]);
  });
});

test.each([NARROW, { width: 768, colours: 'light' } as const, WIDE])(
  'at $width pixels the page never scrolls sideways, unfolded too',
  async (reader) => {
    await onEach(reader, async ({ page }, name) => {
      const widths = '[document.documentElement.scrollWidth, innerWidth]';
      expect([name, await page.evaluate(widths)]).toEqual([name, [reader.width, reader.width]]);
      await page.evaluate(OPEN_ALL);
      expect([name, await page.evaluate(widths)]).toEqual([name, [reader.width, reader.width]]);
    });
  },
);

test('on paper everything is unfolded, on white, without what only a screen needs, and with room for a signature', async () => {
  await onEach({ width: 1280, colours: 'dark' }, async ({ page }, name) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate(BACKGROUND)).toBe(WHITE);
    const hidden = await page.evaluate(
      `[...document.querySelectorAll('details > *')].filter((each) => !each.checkVisibility({ contentVisibilityAuto: true }) || each.getBoundingClientRect().height === 0).length`,
    );
    expect([name, hidden]).toEqual([name, 0]);
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.getByText('Signature', { exact: true }).isVisible()).toBe(true);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const wide = `[...document.querySelectorAll('main *')].filter((each) => !each.closest('.unseen, svg') && each.getBoundingClientRect().right > innerWidth + 1).length`;
    await page.setViewportSize({ width: 690, height: 1000 }); // what is left of A4 between the margins
    expect([name, await page.evaluate(wide)]).toEqual([name, 0]);
  });
});
