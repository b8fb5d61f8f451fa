import { describe, expect, it } from "vitest";
import { linkFault } from "web/src/opening";
import { type FaultCode, faults } from "web/src/state/share-faults";

const said = (code: FaultCode, publicUrl = ""): string => linkFault({ code, text: faults[code] }, publicUrl);

describe("a link that cannot be opened", () => {
  it("says why, and once that nothing was loaded", () => {
    for (const code of Object.keys(faults) as FaultCode[])
      expect([code, said(code).match(/Nothing was loaded\./g)]).toEqual([code, ["Nothing was loaded."]]);
  });

  it("of a newer version is told the way to it, where the builder knows one", () => {
    expect(said("E_LINK_NEWER")).toBe(
      "This link was made with a newer version of Pooled. Open it with the current version. Nothing was loaded.",
    );
    expect(said("E_LINK_NEWER", "https://pooled.example/")).toContain(
      "the current version. It is at https://pooled.example/. Nothing",
    );
    expect(said("E_LINK_CHECK", "https://pooled.example/")).not.toContain("example");
  });
});
