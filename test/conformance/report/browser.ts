import { type Browser, chromium, type Page } from 'playwright-core';
import { pathToFileURL } from 'node:url';
import { installDebianPackages } from '../tools/debian-programs';

/** Debian's Chromium with fonts; playwright's own builds are not in any package registry. */
const PACKAGES = ['chromium', 'fonts-liberation'];
const CHROMIUM = '/usr/bin/chromium';

/** Starts a browser without a window; it is the caller's to close. */
export async function startBrowser(): Promise<Browser> {
  await installDebianPackages(PACKAGES);
  // a root user, as in CI, cannot have Chromium's sandbox; it opens nothing but our own file
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

/** How a reader sees the page. */
export interface Reader {
  /** CSS pixels. */
  readonly width: number;
  /** What the system says. */
  readonly colours: 'light' | 'dark';
}

/** A page with everything that a browser complained about or asked for. */
export interface WatchedPage {
  readonly page: Page;
  /** Messages of the console and errors. */
  readonly complaints: readonly string[];
  /** Addresses of all that was asked for, but the page itself. */
  readonly requests: readonly string[];
}

/** Opens a file as a reader does who got it by mail. */
export async function open(browser: Browser, file: string, { width, colours }: Reader): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: colours });
  const address = pathToFileURL(file).href;
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== address) requests.push(request.url());
  });
  await page.goto(address);
  return { page, complaints, requests };
}
