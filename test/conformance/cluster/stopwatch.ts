import { progress } from '../tools/progress';

/** Prints what was reached after how many seconds. */
export class Stopwatch {
  private readonly started = Date.now();

  public constructor(private readonly subject: string) {}

  public lap(reached: string): void {
    progress(this.subject, `${this.seconds.toFixed(1).padStart(6)} s  ${reached}`);
  }

  public get seconds(): number {
    return (Date.now() - this.started) / 1000;
  }
}
