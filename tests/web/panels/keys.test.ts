import { describe, expect, it } from "vitest";
import { asksForKeys, type CaretKey, historyFor, jumpFor, moveFor, rowMoveFor, target } from "../../../web/src/ui/keys";

const key = (name: string, more: Partial<CaretKey> = {}): CaretKey => ({
  ...{ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false },
  ...more,
});
const caret = (start: number, end: number, length: number) => ({ start, end, length });

describe("keys in the entry table", () => {
  it("Enter goes on, Shift+Enter goes up", () => {
    expect(moveFor(key("Enter"), caret(1, 1, 2))).toBe("next");
    expect(moveFor(key("Enter", { shiftKey: true }), caret(1, 1, 2))).toBe("up");
  });
  it("arrows leave a cell sideways only from its edge or when all of it is selected", () => {
    expect(moveFor(key("ArrowLeft"), caret(1, 1, 2))).toBeNull();
    expect(moveFor(key("ArrowLeft"), caret(0, 0, 2))).toBe("left");
    expect(moveFor(key("ArrowRight"), caret(2, 2, 2))).toBe("right");
    expect(moveFor(key("ArrowRight"), caret(0, 2, 2))).toBe("right");
    expect(moveFor(key("ArrowRight"), caret(0, 0, 0))).toBe("right");
    expect(moveFor(key("ArrowRight", { shiftKey: true }), caret(2, 2, 2))).toBeNull();
  });
  it("an input method's own keys are left alone", () => {
    expect(moveFor(key("Enter", { isComposing: true }), caret(0, 0, 0))).toBeNull();
    expect(moveFor(key("ArrowUp", { ctrlKey: true }), caret(0, 0, 0))).toBeNull();
  });
  it("the last cell of a row leads to the first of the next; the table's ends hold", () => {
    expect(target([5, 5], 0, 4, "next")).toEqual([1, 0]);
    expect(target([5, 5], 1, 4, "next")).toBeNull();
    expect(target([5, 5], 1, 0, "left")).toEqual([0, 4]);
    expect(target([5, 5], 0, 0, "left")).toBeNull();
    expect(target([5, 3], 0, 4, "down")).toEqual([1, 2]);
    expect(target([5, 3], 0, 4, "up")).toBeNull();
  });
  it("undo and redo, on every keyboard", () => {
    expect(historyFor(key("z", { ctrlKey: true }))).toBe("undo");
    expect(historyFor(key("Z", { ctrlKey: true, shiftKey: true }))).toBe("redo");
    expect(historyFor(key("y", { ctrlKey: true }))).toBe("redo");
    expect(historyFor(key("z", { metaKey: true }))).toBe("undo");
    expect(historyFor(key("z"))).toBeNull();
  });
});

describe("keys over many rows", () => {
  it("Alt with an arrow moves the study, and nothing else does", () => {
    expect(rowMoveFor(key("ArrowUp", { altKey: true }))).toBe(-1);
    expect(rowMoveFor(key("ArrowDown", { altKey: true }))).toBe(1);
    expect(rowMoveFor(key("ArrowDown"))).toBeNull();
    expect(rowMoveFor(key("ArrowDown", { altKey: true, ctrlKey: true }))).toBeNull();
    expect(rowMoveFor(key("ArrowLeft", { altKey: true }))).toBeNull();
  });
  it("pages are ten rows and end at the ends; Ctrl with Home and End goes there at once", () => {
    expect(jumpFor(key("PageDown"), 3, 1001)).toBe(13);
    expect(jumpFor(key("PageDown"), 995, 1001)).toBe(1000);
    expect(jumpFor(key("PageUp"), 3, 1001)).toBe(0);
    expect(jumpFor(key("Home", { ctrlKey: true }), 3, 1001)).toBe(0);
    expect(jumpFor(key("End", { metaKey: true }), 3, 1001)).toBe(1000);
    expect(jumpFor(key("Home"), 3, 1001)).toBeNull();
    expect(jumpFor(key("PageDown", { ctrlKey: true }), 3, 1001)).toBeNull();
    expect(jumpFor(key("a"), 3, 1001)).toBeNull();
  });
  it("? asks for the list of keys where it is no text, Ctrl and / anywhere", () => {
    expect(asksForKeys(key("?", { shiftKey: true }), false)).toBe(true);
    expect(asksForKeys(key("?", { shiftKey: true }), true)).toBe(false);
    expect(asksForKeys(key("/", { ctrlKey: true }), true)).toBe(true);
    expect(asksForKeys(key("/"), false)).toBe(false);
    expect(asksForKeys(key("?", { altKey: true }), false)).toBe(false);
  });
});
