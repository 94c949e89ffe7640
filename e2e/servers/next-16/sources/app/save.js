/** Never does. */
export async function save(shelf) {
  const answer = await Promise.resolve(shelf);
  await /*^save:call*/ send(answer);
}

async function send(shelf) {
  throw /*^save:throw*/ new TypeError(`nothing is kept on ${shelf}`);
}
