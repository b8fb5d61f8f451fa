import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  addOutcome,
  setCell,
  setLabel,
  setMeasure,
  setOption,
  setOutcomeField,
  setRowFormat,
  setTitle,
  showOutcome,
  toggleInclude,
} from "web/src/state/actions";
import { limits } from "web/src/state/limits";
import { type Decoded, decodeFragment, encodeReview, linkIn, linkNotes } from "web/src/state/share";
import { packText, toBase64url, unpackText } from "web/src/state/share-bytes";
import { LinkFault } from "web/src/state/share-faults";
import { optionSettings, outcomeSettings, reviewSettings } from "web/src/state/share-settings";
import { encodeText } from "web/src/state/share-text";
import type { Review, Row } from "web/src/state/state";
import { createStore } from "web/src/state/store";
import { catalog } from "./fixtures/catalog";
import { bcgReview, content, cpuTime, fixtureRows, randomFrom, reviewOf, row } from "./helpers";

const errorOf = (decoded: Decoded): string => ("error" in decoded ? decoded.error.code : "opened");
const decode = async (fragment: string): Promise<string> => errorOf(await decodeFragment(fragment, catalog));
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Length of the shortest address the link may stand behind: https://example.org/p/#1 */
const ORIGIN = 24;

async function opened(fragment: string): Promise<Review> {
  const decoded = await decodeFragment(fragment, catalog);
  if ("error" in decoded) throw new Error(`${decoded.error.code} ${decoded.error.text}`);
  return decoded.review;
}

/** Several outcomes, mixed formats, groups, moderators, studies left out, every text setting, awkward characters. */
function fullReview(): Review {
  const store = createStore(catalog, bcgReview());
  const at = (i: number): number => (store.outcome.value.rows[i] as Row).id;
  store.apply(setTitle("Tabs\tand \\ and ünïcode 👩‍🔬"));
  store.apply(toggleInclude(at(2)));
  store.apply(setRowFormat(at(3), "estimate_ci"));
  store.apply(setCell(at(3), "est", "0,25 (0,14; 0,43)"));
  store.apply(setOption("level", 0.9));
  store.apply(setOption("add", 0.25));
  store.apply(setOption("add_to", "all"));
  store.apply(setOption("drop00", false));
  store.apply(setOption("subgroup", "alloc"));
  store.apply(setOutcomeField("treatment", "BCG=x"));
  store.apply(setOutcomeField("lower_is_better", false));
  store.apply(setOutcomeField("control_risk", "16,5"));
  store.apply(addOutcome(catalog, "No studies yet"));
  store.apply(addOutcome(catalog, "Pain"));
  store.apply(setMeasure(catalog, "SMD"));
  store.apply(setLabel(at(0), "Müller & Söhne\\n 2001"));
  store.apply(setCell(at(0), "m1i", "-1.50"));
  store.apply(showOutcome(1));
  return store.review.value;
}

describe("length of links", () => {
  it.each([
    ["normand1999-7", "means", "MD", 300],
    ["bcg-13", "counts", "RR", 520],
    ["landenberger2005-50", "counts", "OR", 1080],
    ["curtis1998-50", "means", "MD", 1500],
  ])("%s (%s) has at most the promised number of characters", async (name, format, measure, limit) => {
    const store = createStore(catalog, reviewOf(fixtureRows(name, format), { format }));
    store.apply(setMeasure(catalog, measure));
    const fragment = await encodeReview(store.review.value, catalog);
    expect(ORIGIN + fragment.length).toBeLessThanOrEqual(limit);
    expect(content(await opened(fragment))).toEqual(content(store.review.value));
  });
});

describe("a link", () => {
  it("opens as the review it was made of, and is made of it again to the byte", async () => {
    for (const review of [fullReview(), bcgReview(), createStore(catalog).review.value]) {
      const fragment = await encodeReview(review, catalog);
      const again = await opened(fragment);
      expect(await encodeReview(again, catalog)).toBe(fragment);
    }
    expect(content(await opened(await encodeReview(bcgReview(), catalog)))).toEqual(content(bcgReview()));
  });

  it("carries every number exactly as typed", async () => {
    const texts = ["1,50", "−0.5", "1.234,5", "007", "1e-3", "½", "NA", " 3 "];
    const review = reviewOf(texts.map((text) => row("estimate_ci", "", [text, "", text])));
    const rows = (await opened(await encodeReview(review, catalog))).outcomes[0]?.rows ?? [];
    expect(rows.slice(0, -1).map(({ cells }) => [cells.est, cells.ci_ub])).toEqual(texts.map((text) => [text, text]));
  });

  it("carries several outcomes with their own settings", async () => {
    const review = fullReview();
    const again = await opened(await encodeReview(review, catalog));
    expect(again.outcomes.map(({ name }) => name)).toEqual(["", "No studies yet", "Pain"]);
    expect(again.current).toBe(1);
    expect(again.outcomes.map(({ options }) => options.measure)).toEqual(["RR", "RR", "SMD"]);
    expect(again.outcomes[0]?.options).toEqual(review.outcomes[0]?.options);
    expect(again.outcomes[2]?.rows[0]).toMatchObject({
      label: "Müller & Söhne\\n 2001",
      cells: { m1i: "-1.50" },
      format: "means",
    });
    expect(again.title).toBe("Tabs and \\ and ünïcode 👩‍🔬");
  });

  it("carries the cells that are shown, not those of a format left behind, and says so", async () => {
    const review = fullReview();
    const shown = (await opened(await encodeReview(review, catalog))).outcomes[0]?.rows[3];
    expect(shown?.cells).toEqual({ est: "0,25", ci_lb: "0,14", ci_ub: "0,43" });
    expect(linkNotes(review, catalog)).toEqual([expect.stringContaining("1 study(ies)")]);
    expect(linkNotes(bcgReview(), catalog)).toEqual([]);
  });

  it("can leave out the title and the names of studies", async () => {
    const review = fullReview();
    const bare = await opened(await encodeReview(review, catalog, { titles: false, names: false }));
    expect(bare.title).toBe("");
    expect(bare.outcomes.map(({ name }) => name)).toEqual(["", "", ""]);
    expect(bare.outcomes.flatMap(({ rows }) => rows).every(({ label }) => label === "")).toBe(true);
    expect(bare.outcomes[0]?.rows[0]?.cells).toEqual(review.outcomes[0]?.rows[0]?.cells);
  });

  it("shortens names beyond 200 characters and says so; the table keeps them", async () => {
    const review = reviewOf([row("counts", "👩".repeat(500), ["1", "2", "3", "4"])]);
    expect(linkNotes(review, catalog)).toEqual([expect.stringContaining("1 study name(s)")]);
    const label = (await opened(await encodeReview(review, catalog))).outcomes[0]?.rows[0]?.label ?? "";
    expect([...label]).toHaveLength(200);
  });

  it("is the same for the same data however they were typed", async () => {
    const one = reviewOf([row("counts", "A", ["1", "2", "3", "4"], { groups: { b: "x", a: "y" } })]);
    const two = reviewOf([
      row("counts", "A", ["1", "2", "3", "4"], { groups: { a: "y", b: "x" } }),
      row("counts", "", []),
    ]);
    expect(await encodeReview(one, catalog)).toBe(await encodeReview(two, catalog));
  });

  it("keeps names that are special to JavaScript as plain names", async () => {
    const groups = Object.fromEntries([
      ["__proto__", "p"],
      ["constructor", "c"],
    ]);
    const review = reviewOf([row("counts", "__proto__", ["1"], { groups, mods: { toString: "1" } })]);
    const again = (await opened(await encodeReview(review, catalog))).outcomes[0]?.rows[0];
    expect(Object.entries(again?.groups ?? {})).toEqual([
      ["__proto__", "p"],
      ["constructor", "c"],
    ]);
    expect(Object.keys(again?.mods ?? {})).toEqual(["toString"]);
    expect(({} as Record<string, unknown>).p).toBeUndefined();
  });

  it("is refused when the review is larger than a link may be", async () => {
    const rows = Array.from({ length: 5001 }, () => row("counts", "", ["1"]));
    await expect(encodeReview(reviewOf(rows), catalog)).rejects.toMatchObject({ code: "E_LINK_ROWS" });
    const random = randomFrom(3);
    const noise = Array.from({ length: 5000 }, () => row("counts", String(random()) + String(random()), ["1"]));
    const code = await encodeReview(reviewOf(noise), catalog).catch((error: unknown) =>
      error instanceof LinkFault ? error.code : "other",
    );
    expect(code).toBe("E_LINK_TOO_LONG");
  });
});

describe("golden links of version 1 open to the same data for ever", () => {
  // Written by the first version of this codec, and by release 0.1.0, which had more settings and ways of typing. No
  // line of these files may ever change; new ones may be added.
  type Golden = { name: string; fragment: string; text: string };
  const read = (name: string): Golden[] =>
    JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), "utf8")) as Golden[];
  const first = read("golden-links-1");
  const later = read("golden-links-1-later");
  it("there are twenty, and those of the release", () => expect([first.length, later.length]).toEqual([20, 120]));
  it.each([...first, ...later])("$name", async ({ fragment, text }) => {
    expect(encodeText(await opened(fragment), catalog, { titles: true, names: true })).toBe(text);
    expect(packText(text)).toBe(fragment.slice(2));
  });

  it("they have every setting, every choice of one, every way of typing and every kind of column", () => {
    const lines = [...first, ...later].flatMap(({ text }) => text.split("\n").map((line) => line.split("\t")));
    const words = new Set(lines.flat());
    const keys = new Set(lines.flat().map((word) => word.replace(/=.*/s, "")));
    const columns = new Set(lines.map(([name = ""]) => name));
    const settings = [...Object.keys(reviewSettings), ...Object.keys(optionSettings), ...Object.keys(outcomeSettings)];
    expect(settings.filter((key) => !keys.has(key))).toEqual([]);
    const choices = catalog.options.flatMap(({ id, picks }) => picks.map((pick) => [id, pick.id] as const));
    const usual = new Set(Object.entries(catalog.defaults).map(([key, value]) => `${key}=${value}`));
    const said = choices.map(([id, pick]) => `${id}=${pick}`).filter((text) => !usual.has(text));
    expect(said.filter((text) => !words.has(text))).toEqual([]);
    const cells = catalog.formats.flatMap((format) => format.columns.map(({ id }) => id));
    expect([...cells, "study", "year", "out", "format", "rob"].filter((name) => !columns.has(name))).toEqual([]);
    const formats = catalog.formats.map(({ id }) => id).filter((id) => id !== "counts");
    expect(formats.filter((id) => !words.has(id) && !words.has(`format=${id}`))).toEqual([]);
  });
});

describe("what chats and mail programs do to a link is undone", () => {
  it.each([
    ["N07 punctuation at the end", (link: string) => `${link}).`],
    ["N07 closing quote and bracket", (link: string) => `${link}">`],
    ["N09 line breaks", (link: string) => link.replace(/(.{40})/g, "$1\r\n")],
    ["N09 blanks", (link: string) => `  ${link.slice(0, 90)} ${link.slice(90)}\u00a0`],
    ["N11 percent signs", (link: string) => link.replace(/-/g, "%2D").replace(/_/g, "%5f")],
    ["the # in front", (link: string) => `#${link}`],
  ])("%s", async (_, change) => {
    const link = await encodeReview(bcgReview(), catalog);
    expect(content(await opened(change(link)))).toEqual(content(bcgReview()));
  });
});

describe("a damaged link is refused with a reason", () => {
  const bytesOf = (payload: string): Uint8Array =>
    Uint8Array.from(atob(payload.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

  it.each(["", "#", "p", "foo=bar", "P=AQAA", "p=", "?p=AQAA"])("N01, N02 %j is no link of ours", async (fragment) =>
    expect(await decode(fragment)).toBe("E_LINK_UNKNOWN"),
  );

  it("N13 too long", async () => expect(await decode(`p=${"A".repeat(65_536)}`)).toBe("E_LINK_TOO_LONG"));
  it("strange characters", async () => expect(await decode("p=AQ*AAAAA")).toBe("E_LINK_CHARS"));
  it("N05 a newer version", async () =>
    expect(await decode(`p=${toBase64url(Uint8Array.of(2, 0, 0, 1, 2, 3, 4))}`)).toBe("E_LINK_NEWER"));
  it("a version that never was", async () =>
    expect(await decode(`p=${toBase64url(Uint8Array.of(0, 0, 0, 1, 2, 3, 4))}`)).toBe("E_LINK_CHECK"));
  it("an unknown flag", async () =>
    expect(await decode(`p=${toBase64url(Uint8Array.of(1, 2, 0, 1, 2, 3, 4))}`)).toBe("E_LINK_CHECK"));
  it("N10 upper and lower case", async () => {
    const link = await encodeReview(bcgReview(), catalog);
    expect(await decode(`p=${link.slice(2).toUpperCase()}`)).toMatch(/E_LINK_(CHECK|NONCANON)/);
  });
  it("N21 bits in the padding", async () => {
    const payload = packText("measure=OR");
    const loose =
      [0, 1, 2, 3].map((extra) => packText(`measure=OR${"x".repeat(extra)}`)).find((text) => text.length % 4 !== 0) ??
      payload;
    const last = ALPHABET[ALPHABET.indexOf(loose.at(-1) as string) | 1] as string;
    expect(last).not.toBe(loose.at(-1));
    expect(await decode(`p=${loose.slice(0, -1)}${last}`)).toBe("E_LINK_NONCANON");
  });

  it.each([
    ["N26 a level of 150", "level=150", "E_LINK_SETTING"],
    ["N26 an estimator that does not exist", "tau2=XX", "E_LINK_SETTING"],
    ["an inherited name as an id", "measure=constructor", "E_LINK_SETTING"],
    ["a setting nobody knows", "colour=red", "E_LINK_SETTING"],
    ["a setting without a value", "measure", "E_LINK_SETTING"],
    ["a number in another form", "level=0.90", "E_LINK_SETTING"],
    ["N19 a number as hexadecimal", "add=0x1", "E_LINK_SETTING"],
    ["N19 not a number", "add=NaN", "E_LINK_SETTING"],
    ["N19 infinity", "add=1e999", "E_LINK_SETTING"],
    ["an outcome that does not exist", "current=3", "E_LINK_SETTING"],
    ["a setting of the review in another outcome", "\n\ntitle=x", "E_LINK_SETTING"],
    ["a default written out", "measure=RR", "E_LINK_NONCANON"],
    ["a setting twice", "measure=OR\tmeasure=OR", "E_LINK_NONCANON"],
    ["settings in another order", "level=0.9\tmeasure=OR", "E_LINK_NONCANON"],
    ["a column nobody knows", "\nxx\t1", "E_LINK_COLS"],
    ["a way of typing nobody knows", "\nformat\tfoo", "E_LINK_SETTING"],
    ["a cell of another format", "\nstudy\tA\nm1i\t5", "E_LINK_NONCANON"],
    ["columns of different length", "\nai\t1\t2\nn1i\t3", "E_LINK_ROWS"],
    ["columns in another order", "\nn1i\t3\nai\t1", "E_LINK_NONCANON"],
    ["a column without text", "\nstudy\t\nai\t1", "E_LINK_NONCANON"],
    ["an empty study at the end", "\nai\t1\t", "E_LINK_NONCANON"],
    ["an unknown escape", "\nstudy\ta\\x", "E_LINK_NONCANON"],
    ["a control character", "\nstudy\ta\u0007", "E_LINK_NONCANON"],
    ["a byte order mark kept as text", "\ufeff\nai\t1", "E_LINK_SETTING"],
    ["a text of 201 characters", `\nstudy\t${"x".repeat(201)}`, "E_LINK_CELL"],
    ["a title of 1001 characters", `title=${"x".repeat(1001)}`, "E_LINK_CELL"],
    ["65 columns", `\nstudy\tA${Array.from({ length: 64 }, (_, i) => `\nmod:m${i}\t1`).join("")}`, "E_LINK_COLS"],
    ["5001 studies", `\nai${"\t1".repeat(5001)}`, "E_LINK_ROWS"],
    ["5001 studies in two outcomes", `\nai${"\t1".repeat(2501)}\n\n\nai${"\t1".repeat(2500)}`, "E_LINK_ROWS"],
    ["101 outcomes", "\n\n".repeat(100), "E_LINK_ROWS"],
    ["a subgroup of no column", "subgroup=alloc\nai\t1", "E_LINK_NONCANON"],
  ])("%s", async (_, text, code) => expect(await decode(`p=${packText(text)}`)).toBe(code));

  it("text that is not UTF-8", async () => {
    const bytes = bytesOf(packText("A"));
    bytes[3] = 0xff;
    const { crc32 } = await import("web/src/state/share-bytes");
    new DataView(bytes.buffer).setUint32(4, crc32(bytes.subarray(0, 4)));
    expect(await decode(`p=${toBase64url(bytes)}`)).toBe("E_LINK_UTF8");
  });

  it("the same text deflated another way: one data set has one link", async () => {
    const { deflateSync } = await import("fflate");
    const { crc32 } = await import("web/src/state/share-bytes");
    const text = encodeText(bcgReview(), catalog, { titles: true, names: true });
    const raw = new TextEncoder().encode(text);
    const head = [1, 1, (raw.length & 127) | 128, raw.length >> 7];
    const seal = (body: Uint8Array): string => {
      const bytes = Uint8Array.from([...head, ...body, 0, 0, 0, 0]);
      new DataView(bytes.buffer).setUint32(bytes.length - 4, crc32(Uint8Array.from(head), raw));
      return `p=${toBase64url(bytes)}`;
    };
    expect(await decode(seal(deflateSync(raw, { level: 9 })))).toBe("opened");
    expect(await decode(seal(deflateSync(raw, { level: 1 })))).toBe("E_LINK_NONCANON");
    expect(await decode(seal(Uint8Array.from([...deflateSync(raw, { level: 9 }), 0])))).not.toBe("opened");
  });

  it("bombs, in no time: a text that unpacks to 40 MiB, and one that only claims to be large", async () => {
    const { deflateSync } = await import("fflate");
    const bomb = deflateSync(new Uint8Array(40 * 1024 * 1024), { level: 9 });
    const claims: [number[], string][] = [
      [[0x80, 0x80, 0x40], "E_LINK_CHECK"],
      [[0x10], "E_LINK_CHECK"],
      [[0x81, 0x80, 0x40], "E_LINK_TOO_LARGE"],
      [[0xff, 0xff, 0xff, 0x7f], "E_LINK_TOO_LARGE"],
      [[0xff, 0xff, 0xff, 0xff, 0x0f], "E_LINK_TOO_LARGE"],
    ];
    for (const [length, code] of claims) {
      const bytes = Uint8Array.from([1, 1, ...length, ...bomb, 0, 0, 0, 0]);
      const link = `p=${toBase64url(bytes).slice(0, limits.fragment - 2)}`;
      const time = await cpuTime(async () => expect(await decode(link)).toBe(code));
      expect(time).toBeLessThan(200);
    }
  });
});

describe("no change of a link goes unseen", () => {
  it("N03 every truncation, every deletion, every substitution of one character", async () => {
    const link = await encodeReview(bcgReview(), catalog);
    const random = randomFrom(11);
    const wrong: string[] = [];
    const mustFail = async (changed: string, what: string): Promise<void> => {
      if ((await decode(changed)) === "opened") wrong.push(what);
    };
    for (let i = 0; i < link.length; i += 1) {
      await mustFail(link.slice(0, i), `cut at ${i}`);
      await mustFail(link.slice(0, i) + link.slice(i + 1), `without ${i}`);
      if (i < 2) continue;
      for (let n = 0; n < 6; n += 1) {
        const c = n < 3 ? (ALPHABET[Math.floor(random() * 64)] as string) : ([".", "%", "é"][n - 3] as string);
        if (c !== link[i]) await mustFail(link.slice(0, i) + c + link.slice(i + 1), `${c} at ${i}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it("every substitution at every place of a short link", async () => {
    const link = await encodeReview(
      reviewOf([row("counts", "A", ["1", "2", "3", "4"]), row("counts", "A", ["1", "2", "3", "4"])]),
      catalog,
    );
    const wrong: string[] = [];
    for (let i = 2; i < link.length; i += 1)
      for (const c of ALPHABET)
        if (c !== link[i] && (await decode(link.slice(0, i) + c + link.slice(i + 1))) === "opened")
          wrong.push(`${c} at ${i}`);
    expect(wrong).toEqual([]);
  }, 60_000);

  it("N23 10,000 random mutations: no exception but LinkFault, nothing opened with other data", async () => {
    const random = randomFrom(2024);
    const below = (n: number): number => Math.floor(random() * n);
    const originals = await Promise.all(
      [fullReview(), bcgReview(), reviewOf([row("counts", "A", ["1"])])].map(async (review) => {
        const fragment = await encodeReview(review, catalog);
        return { fragment, data: JSON.stringify(content(await opened(fragment))) };
      }),
    );
    const mutations: ((link: string) => string)[] = [
      (link) => link.slice(0, below(link.length)),
      (link) => link.slice(0, below(link.length)) + link.slice(below(link.length)),
      (link) => { const at = below(link.length); return link.slice(0, at) + ALPHABET[below(64)] + link.slice(at + 1); },
      (link) => { const at = below(link.length); return link.slice(0, at) + ALPHABET[below(64)] + link.slice(at); },
      (link) => { const at = below(link.length); return link.slice(0, at) + String.fromCharCode(below(0x3000)) + link.slice(at + 1); },
      (link) => { const [a, b] = [below(link.length), below(link.length)]; return link.slice(0, a) + link.slice(b, b + 30) + link.slice(a); },
      (link) => `p=${Array.from({ length: below(200) }, () => ALPHABET[below(64)]).join("")}${link.slice(below(link.length))}`,
      (link) => link.replace(/./g, (c) => (random() < 0.01 ? (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()) : c)),
    ]; // biome-ignore format: a list
    const strange: string[] = [];
    const time = await cpuTime(async () => {
      for (let n = 0; n < 10_000; n += 1) {
        const { fragment, data } = originals[n % originals.length] as { fragment: string; data: string };
        const changed = mutations[below(mutations.length)]?.(fragment) ?? "";
        const decoded = await decodeFragment(changed, catalog);
        if ("review" in decoded && JSON.stringify(content(decoded.review)) !== data) strange.push(changed);
        try {
          unpackText(changed.slice(2));
        } catch (error) {
          if (!(error instanceof LinkFault)) strange.push(`${changed} ${String(error)}`);
        }
      }
    });
    expect(strange).toEqual([]);
    // On average; a single one that hangs would show.
    expect(time / 10_000).toBeLessThan(5);
  }, 60_000);

  it("random texts inside a sound envelope: no exception but LinkFault, and what opens is canonical", async () => {
    const { decodeText } = await import("web/src/state/share-read");
    const { blankOutcome } = await import("web/src/state/blank");
    const random = randomFrom(5);
    const pieces = ["measure=OR", "level=0.9", "title=", "\t", "\n", "\n\n", "=", "\\", "\\t", "study", "ai", "n1i", "format", "counts", "group:", "mod:x",
      "1", "12", "__proto__", "constructor", "out", "current=1", "name=a", "subgroup=g", "group:g", " "]; // biome-ignore format: a list
    const strange: string[] = [];
    for (let n = 0; n < 10_000; n += 1) {
      const text = Array.from(
        { length: Math.floor(random() * 14) },
        () => pieces[Math.floor(random() * pieces.length)],
      ).join("");
      try {
        decodeText(text, catalog, () => blankOutcome(catalog));
      } catch (error) {
        if (!(error instanceof LinkFault)) strange.push(`${JSON.stringify(text)} ${String(error)}`);
      }
      const decoded = await decodeFragment(`p=${packText(text)}`, catalog);
      if ("review" in decoded && (await encodeReview(decoded.review, catalog)) !== `p=${packText(text)}`)
        strange.push(text);
    }
    expect(strange).toEqual([]);
  }, 60_000);
});

describe("a link or code that is pasted", () => {
  const code = "p=AQHiBoVSzWobMRA-zz7Fnnlr7Oh";

  it("is recognised bare, in an address, and with white space around it", () => {
    for (const text of [
      code,
      `#${code}`.slice(1),
      `https://host.example/pooled/#${code}`,
      ` file:///a/pooled.html#${code}\n`,
    ])
      expect(linkIn(text)).toBe(code);
  });

  it("is nothing else", () => {
    for (const text of [
      "",
      "p=.03",
      "p=0.0345",
      "12/40",
      `see https://host.example/#${code}`,
      "https://host.example/#x=1",
    ])
      expect(linkIn(text)).toBeNull();
  });
});
