import { Probe } from '../../lib/workload';

describe('a probe', () => {
  it('never names a host', () => {
    const timing = { periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3, initialDelaySeconds: 0 };
    expect(Probe.http({ path: '/ready', port: 8000 })._render()).toEqual({
      httpGet: { path: '/ready', port: 8000, scheme: 'HTTP' },
      ...timing,
    });
    expect(Probe.tcp({ port: 8000 })._render()).toEqual({ tcpSocket: { port: 8000 }, ...timing });
    expect(Probe.command({ command: ['check', '-q'] })._render()).toEqual({
      exec: { command: ['check', '-q'] },
      ...timing,
    });
  });

  it('waits as long as its timing allows', () => {
    const probe = Probe.tcp({ port: 1, initialDelaySeconds: 5, periodSeconds: 10, failureThreshold: 60 });
    expect(probe.budgetSeconds).toBe(605);
  });

  it.each([
    [{ periodSeconds: 0 }, /periodSeconds 0/],
    [{ timeoutSeconds: 0.5 }, /timeoutSeconds 0.5/],
    [{ failureThreshold: -1 }, /failureThreshold -1/],
    [{ initialDelaySeconds: -1 }, /initialDelaySeconds -1 .*at least 0/],
  ])('is refused with %j', (timing, message) => {
    expect(() => Probe.tcp({ port: 1, ...timing })).toThrow(message);
  });

  it('needs a path with a slash, or a command', () => {
    expect(() => Probe.http({ path: 'ready', port: 1 })).toThrow(/write "\/ready"/);
    expect(() => Probe.command({ command: [] })).toThrow(/has no command/);
  });
});
