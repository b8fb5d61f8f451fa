// Bytes as text that can stand anywhere in a page: four of them take five characters.

/** The 85 printable characters that mean nothing to HTML, to strings of JavaScript and to String.replace. */
export const DIGITS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))
  .filter((c) => !"\"&'<>\\`$%".includes(c))
  .join("");

/** Four bytes as five digits, the highest first; of the last one to three as many digits as tell them, one more. */
export function base85(bytes) {
  const padded = Buffer.concat([bytes, Buffer.alloc(3)]);
  let text = "";
  for (let i = 0; i < bytes.length; i += 4) {
    const word = padded.readUInt32BE(i);
    for (let power = 85 ** 4; power >= 1; power /= 85) text += DIGITS[Math.floor(word / power) % 85];
  }
  return text.slice(0, bytes.length + Math.ceil(bytes.length / 4));
}
