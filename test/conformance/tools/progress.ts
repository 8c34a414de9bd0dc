/** Prints one line of progress to standard error; jest would decorate `console`, and standard output is for results. */
export function progress(subject: string, message: string): void {
  process.stderr.write(`[${subject}] ${message}\n`);
}

/** Prints a line every 30 s until the work ends, so that a long build is seen to be alive. */
export async function withHeartbeat<T>(subject: string, activity: string, work: Promise<T>): Promise<T> {
  const started = Date.now();
  const seconds = (): number => Math.round((Date.now() - started) / 1000);
  progress(subject, `${activity} …`);
  const timer = setInterval(() => progress(subject, `${activity}: ${seconds()} s`), 30_000);
  try {
    const result = await work;
    progress(subject, `${activity}: done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
