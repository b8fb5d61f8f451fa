import { describe, expect, it } from "vitest";
import { DIGITS } from "../../../scripts/base85.mjs";
import { packed } from "../../../scripts/pack.mjs";
import { unpacked } from "../../../web/src/core/unpack";

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * i * 37 + (i >> 3)) % 256);

describe("what waits packed in the page", () => {
  it.each([true, false])("comes back to the last byte, however many there are (urgent: %s)", async (urgent) => {
    for (const length of [0, 1, 2, 3, 4, 5, 1000, 100_003]) {
      const back = new Uint8Array(await unpacked(packed(bytes(length), urgent)).arrayBuffer());
      expect(back).toEqual(bytes(length));
    }
  });

  it("is text that needs no escape in HTML, in a string of JavaScript or in a replacement", () => {
    expect(packed(bytes(5000))).toMatch(/^[^"&'<>\\`$%\s]+$/);
    expect(new Set(DIGITS).size).toBe(85);
  });

  it("fails where a character is wrong or missing, and the next one still comes", async () => {
    const text = packed(bytes(5000));
    const wrong = `${text.slice(0, 800)}${text[800] === "A" ? "B" : "A"}${text.slice(801)}`;
    await expect(unpacked(wrong).arrayBuffer()).rejects.toThrow();
    await expect(unpacked(text.slice(0, 2000)).arrayBuffer()).rejects.toThrow();
    expect((await unpacked(text).arrayBuffer()).byteLength).toBe(5000);
  });
});
