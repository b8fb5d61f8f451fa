import { describe, expect, it } from "vitest";
import { foreignFolders, licences, packageLicence } from "web/licences-plugin";

describe("the licences of what is in the page", () => {
  const all = licences();

  it("name every library that is compiled in and every package, each with a text", () => {
    const names = all.map(({ name }) => name);
    for (const name of [
      "Eigen",
      "Boost.Math",
      "JSON for Modern C++",
      "Emscripten",
      "musl",
      "preact",
      "d3-scale",
      "uqr",
    ])
      expect(names).toContain(name);
    for (const { name, text } of all) expect([name, text.length > 100]).toEqual([name, true]);
  });

  it("leave out what is only for development", () => {
    expect(all.map(({ name }) => name)).not.toContain("vite");
  });

  it("stop the build where one is not known", () => {
    expect(() => packageLicence("node_modules/x", { version: "1", license: "AGPL-3.0" }, "…")).toThrow(/x 1.*AGPL-3.0/);
    expect(() => packageLicence("node_modules/x", { version: "1" }, "…")).toThrow(/not known/);
    expect(packageLicence("node_modules/@a/b", { version: "1", license: "MIT" }, null).name).toBe("@a/b");
  });

  it("know the folders of headers that a source names", () => {
    expect(
      foreignFolders('#include <Eigen/Core>\n#include <vector>\n#include "core/x.h"\n # include <fmt/core.h>'),
    ).toEqual(["Eigen", "fmt"]);
  });
});
