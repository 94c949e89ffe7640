'use client';

/** Exported beside a component, so that React can't swap this module in place. */
export const shopName = 'Shop one';

export function Title() {
  return <h1>{shopName}</h1>;
}
