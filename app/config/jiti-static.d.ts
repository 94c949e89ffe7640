// Shell: jiti with its compiler linked in, for bundles; the package has no types for this entry.
declare module 'jiti/static' {
  export { createJiti } from 'jiti';
}
