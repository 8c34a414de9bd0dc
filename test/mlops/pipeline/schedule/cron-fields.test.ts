import fc from 'fast-check';
import { checkedCron } from '../../../../lib/mlops/pipeline/schedule/cron-fields';

const checked = (cron: string) => checkedCron(cron, 'zone/nightly');

describe('a schedule', () => {
  it.each(['0 2 * * *', '*/15 9-17 * * mon-fri', '0 0 1,15 jan,JUL *', '5/10 * ? * 0', '0 0 29 2 *', '0 0 31 2 mon'])(
    '%s is accepted',
    (cron) => {
      expect(checked(cron)).toBe(cron);
    },
  );

  it('is written with single spaces', () => {
    expect(checked('  0   2 *\t* * ')).toBe('0 2 * * *');
  });

  it.each([
    ['0 0 2 * * *', /it has 6 fields; expected 5 fields/],
    ['0 2 * *', /it has 4 fields/],
    ['@daily', /it has 1 fields/],
    ['', /it has 1 fields/],
    ['TZ=UTC 0 2 * * *', /the time zone is a prop of its own/],
    ['60 2 * * *', /minute "60" is outside of 0 to 59/],
    ['0 24 * * *', /hour "24" is outside of 0 to 23/],
    ['0 0 0 * *', /day of month "0" is outside of 1 to 31/],
    ['0 0 * 13 *', /month "13" is outside of 1 to 12/],
    ['0 0 * * 7', /day of week "7" is outside of 0 to 6/],
    ['0 0 * * monday', /day of week "monday" cannot be read/],
    ['0 0 * * fri-mon', /begins after its end/],
    ['*/0 * * * *', /a step that is not a whole number above 0/],
    ['1/2/3 * * * *', /two steps/],
    ['1-2-3 * * * *', /two dashes/],
    ['1,,2 * * * *', /minute "1,,2" cannot be read/],
    ['-5 * * * *', /cannot be read/],
    ['1.5 * * * *', /cannot be read/],
    ['0 0 30 2 *', /no month has such a day, so it never fires/],
    ['0 0 31 4,6 *', /never fires/],
  ])('%s is refused: %s', (cron, message) => {
    expect(() => checked(cron)).toThrow(message);
    expect(() => checked(cron)).toThrow(/\(at zone\/nightly\)/);
  });

  it('of any values in range is accepted, and one with a sixth field never', () => {
    const field = (from: number, to: number) => fc.integer({ min: from, max: to }).map(String);
    const fields = fc.tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6));
    fc.assert(
      fc.property(fields, field(0, 59), (five, sixth) => {
        expect(checked(five.join(' '))).toBe(five.join(' '));
        expect(() => checked([sixth, ...five].join(' '))).toThrow(/6 fields/);
      }),
    );
  });
});
