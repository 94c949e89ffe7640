// Demo, front end: reads an answer that failed as if it were good.
interface Delivery {
  readonly slot: { readonly from: string };
}

/** The delivery that the back end, which throws, was asked for. */
export async function showDelivery(): Promise<string> {
  const answer = await fetch('/api/broken');
  const delivery = (await answer.json()) as Delivery;
  return delivery.slot.from;
}
