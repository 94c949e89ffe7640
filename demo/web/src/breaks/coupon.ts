// Demo, front end: a coupon that is checked later, by code that refuses it.

/** Waits as a look-up would, then refuses. */
export async function redeemCoupon(code: string): Promise<never> {
  await Promise.resolve();
  throw new RangeError(`The coupon ${code} ran out`);
}

/** Nothing waits for the answer, so nothing handles the refusal. */
export function applyCoupon(code: string): void {
  void redeemCoupon(code);
}
