import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const LIB = resolve(__dirname, '../../lib');
const catalogues = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(^|\/)errors\.ts$/.test(file),
);

describe('the catalogues of errors', () => {
  it('are found', () => {
    expect(catalogues.length).toBeGreaterThan(9);
  });

  it.each(catalogues)('make every error by what repeats no credential: lib/%s', (file) => {
    expect(readFileSync(join(LIB, file), 'utf8')).not.toMatch(/new (?:Type|Range)?Error\(/);
  });
});
