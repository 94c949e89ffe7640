/** What so many mugs cost. */
export function toPrice(count: number): string {
  const price = count * 12;
  return `${price} euros`;
}
