// Demo, front end: what a kind of traffic is.

/** One button: makes its traffic and says in a few words how it went. */
export interface Trouble {
  readonly id: string;
  /** The button's label. */
  readonly label: string;
  /** What to look for in the dashboard. */
  readonly hint: string;
  run(): Promise<string>;
}
