// Demo, front end: what a way to break the page is.

/** One button: makes an error and lets it go. */
export interface Break {
  readonly id: string;
  /** The button's label. */
  readonly label: string;
  /** What to look for in the dashboard. */
  readonly hint: string;
  run(): void;
}
