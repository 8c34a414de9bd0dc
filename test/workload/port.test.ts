import { Port, Protocol } from '../../lib/workload';

describe('a port', () => {
  it('has a name made of its protocol and number unless it gets one', () => {
    expect([Port.tcp(8000).name, Port.udp(53).name, Port.tcp(8000, 'http').name]).toEqual([
      'tcp-8000',
      'udp-53',
      'http',
    ]);
  });

  it('opens the same thing whatever it is called', () => {
    expect(Port.tcp(53, 'dns').toString()).toBe(Port.tcp(53).toString());
    expect(Port.tcp(53).toString()).not.toBe(Port.udp(53).toString());
    expect(Port.udp(53).protocol).toBe(Protocol.UDP);
  });

  it.each([0, -1, 65536, 1.5, NaN])('is refused when its number is %p', (number) => {
    expect(() => Port.tcp(number)).toThrow(/expected a whole number from 1 to 65535/);
  });

  it.each(['', 'UPPER', '1234', 'a--b', '-a', 'sixteen-letters-'])('is refused when its name is %p', (name) => {
    expect(() => Port.tcp(1, name)).toThrow(/at most 15 lower-case/);
  });
});
