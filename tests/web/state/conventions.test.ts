import { describe, expect, it } from "vitest";
import { adoptConvention, conventionOf, presetOf, setModel, setOption } from "web/src/state/actions";
import { createStore } from "web/src/state/store";
import { catalog } from "./fixtures/catalog";
import { bcgReview } from "./helpers";

const optionsAfter = (...ids: string[]) => {
  const store = createStore(catalog, bcgReview());
  for (const id of ids) store.apply(adoptConvention(catalog, id));
  return store.outcome.value.options;
};

describe("the conventions of other programs", () => {
  it("are adopted as a whole, in one step that can be undone", () => {
    const store = createStore(catalog, bcgReview());
    const before = store.review.value;
    store.apply(adoptConvention(catalog, "revman5"));
    expect(store.outcome.value.options).toMatchObject({ model: "RE_MH", tau2: "DL", test: "z", measure: "RR" });
    expect(conventionOf(catalog, store.outcome.value.options)).toBe("revman5");
    store.undo();
    expect(store.review.value).toBe(before);
  });
  it("each is recognised once it is adopted, as itself or as one that decides the same", () => {
    for (const { id } of catalog.conventions) {
      const options = optionsAfter(id);
      const found = conventionOf(catalog, options) ?? "";
      expect(presetOf(catalog, found, options)).toBeDefined();
      expect(optionsAfter(id, found)).toEqual(options);
    }
  });
  it("follow the kind of model, and leave what they do not decide", () => {
    const store = createStore(catalog, bcgReview());
    store.apply(setModel(catalog, "EE"));
    store.apply(setOption("level", 0.9));
    store.apply(adoptConvention(catalog, "meta"));
    expect(store.outcome.value.options).toMatchObject({ model: "MH", test: "z", level: 0.9 });
  });
  it("an unknown one changes nothing", () => {
    const review = bcgReview();
    expect(adoptConvention(catalog, "x")(review)).toBe(review);
    expect(conventionOf(catalog, { ...optionsAfter(), tau2: "SJ" })).toBeNull();
  });
});
