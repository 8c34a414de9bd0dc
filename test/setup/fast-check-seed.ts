import fc from 'fast-check';

/** In CI every run tries the same examples, as hypothesis does there: a red run is then about the change, not about luck. */
if (process.env['CI'] === 'true') fc.configureGlobal({ seed: 20261123 });
