import { describe, expect, it } from "vitest";
import { type CaretKey, historyFor, moveFor, target } from "../../../web/src/ui/keys";

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
