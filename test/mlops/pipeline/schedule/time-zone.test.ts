import { checkedTimeZone } from '../../../../lib/mlops/pipeline/schedule/time-zone';
import { TIME_ZONES } from '../../../../lib/mlops/pipeline/schedule/time-zone-names';

describe('a time zone', () => {
  it.each(['Europe/Zurich', 'Etc/UTC', 'UTC', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'Asia/Calcutta'])(
    '%s is accepted',
    (zone) => {
      expect(checkedTimeZone(zone, 'p')).toBe(zone);
    },
  );

  it.each(['Mars/Phobos', 'europe/zurich', 'Local', '', '+02:00', 'CEST', 'Factory', '../etc/passwd'])(
    '%s is refused',
    (zone) => {
      expect(() => checkedTimeZone(zone, 'zone/nightly')).toThrow(/time zone .* is not known.*\(at zone\/nightly\)/);
    },
  );

  it('is one that the time library of this Node knows too, whichever of the list it is', () => {
    const unknown = [...TIME_ZONES].filter((timeZone) => {
      try {
        new Intl.DateTimeFormat('en', { timeZone });
        return false;
      } catch {
        return true;
      }
    });
    expect(TIME_ZONES.size).toBeGreaterThan(500);
    // a Node that is older than the list may lack its newest names, and no others
    expect(unknown.length).toBeLessThanOrEqual(3);
  });

  it('that this Node lists is in ours', () => {
    expect(Intl.supportedValuesOf('timeZone').filter((zone) => !TIME_ZONES.has(zone))).toEqual([]);
  });
});
