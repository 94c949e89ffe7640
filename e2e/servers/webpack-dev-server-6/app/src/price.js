/** What so many mugs cost. */
export function toPrice(count) {
  const price = count * 12;
  return `${price} euros`;
}
