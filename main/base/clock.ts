// Base: the one clock.

/** Tells the instant: milliseconds since the Unix epoch, with a fraction. Monotonic while a process runs. */
export type Clock = () => number;

/** The machine's clock as it stood at start, counted on by the monotonic timer. */
export const systemClock: Clock = () => performance.timeOrigin + performance.now();
