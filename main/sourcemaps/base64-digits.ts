// Source maps: the values of Base64 digits, as numbers in maps are written with them.

/** Stands for characters that are no digit. */
export const NOT_A_DIGIT = 255;

/** By character code (RFC 4648 section 4). */
export const BASE64_DIGITS: Readonly<Uint8Array> = new Uint8Array(128).fill(NOT_A_DIGIT);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((character, value) => {
  (BASE64_DIGITS as Uint8Array)[character.charCodeAt(0)] = value;
});
