type Shelf = 'vue' | 'react';

/** Never does. */
export async function save(shelf: Shelf): Promise<void> {
  const answer = await Promise.resolve<Shelf>(shelf);
  await /*^save:call*/ send(answer);
}

async function send(shelf: Shelf): Promise<void> {
  throw /*^save:throw*/ new TypeError(`nothing is kept on ${shelf}`);
}
