import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readClipboard } from "web/src/files/paste";
import { pasteBlock } from "web/src/state/actions";
import { filledRows } from "web/src/state/blank";
import { buildRequest } from "web/src/state/request";
import type { Row } from "web/src/state/state";
import { createStore } from "web/src/state/store";
import { catalog } from "../state/fixtures/catalog";

/**
 * Clips as they come from spreadsheets, papers, PDFs, R, Stata, Word and the web, and what an empty table makes of them.
 * Each entry of the index was compared with its clip by eye when it was written: labels, numbers in the order of the
 * format's columns (optional ones only where some study has them), what is said, what is asked.
 */
interface Clip {
  clip: string;
  format: string;
  measure: string;
  studies: [string, ...(number | null)[]][];
  notes: string[];
  /** Of the first study. */
  year?: string;
  groups?: Record<string, string>;
  mods?: Record<string, string>;
  questions?: { text: string; choices: string[]; chosen: number; urgent?: boolean }[];
  printed?: string[];
}

const folder = new URL("./clips/", import.meta.url);
const clips = JSON.parse(readFileSync(new URL("index.json", folder), "utf8")) as Clip[];

function pasted(name: string): Clip {
  const store = createStore(catalog);
  const at = { rowId: (store.outcome.value.rows[0] as Row).id, column: "label" };
  const block = readClipboard(readFileSync(new URL(`${name}.txt`, folder), "utf8"), false, catalog);
  store.apply(pasteBlock(catalog, at, block));
  const outcome = store.outcome.value;
  const { request, rowIds } = buildRequest(outcome, catalog, []);
  const rows = filledRows(outcome.rows);
  const columns = catalog.formats.find(({ id }) => id === outcome.format)?.columns ?? [];
  const ids = columns.flatMap(({ id, optional }) => (!optional || rows.some(({ cells }) => cells[id]) ? [id] : []));
  const [first] = rows;
  const questions = (block.questions ?? []).map(({ text, choices, chosen, urgent }) => {
    return { text, choices: choices.map(({ label }) => label), chosen, ...(urgent ? { urgent } : {}) };
  });
  return {
    clip: name,
    format: outcome.format,
    measure: outcome.options.measure,
    studies: rows.map((row) => {
      const cells = request.dataset.studies[rowIds.indexOf(row.id)]?.cells;
      return [row.label, ...ids.map((id) => cells?.[id] ?? null)];
    }),
    notes: [...block.notes],
    ...(first?.year ? { year: first.year } : {}),
    ...(Object.keys(first?.groups ?? {}).length > 0 ? { groups: first?.groups } : {}),
    ...(Object.keys(first?.mods ?? {}).length > 0 ? { mods: first?.mods } : {}),
    ...(questions.length > 0 ? { questions } : {}),
    ...(block.printed?.length ? { printed: block.printed.map(({ est, lb, ub }) => `${est} ${lb} ${ub}`) } : {}),
  };
}

describe("clips from the wild", () => {
  it("there are more than 70, and none is forgotten in the index", () => {
    const files = readdirSync(folder).flatMap((name) => (name.endsWith(".txt") ? [name.slice(0, -4)] : []));
    expect(clips.map(({ clip }) => clip).sort()).toEqual(files.sort());
    expect(files.length).toBeGreaterThanOrEqual(70);
  });
  it.each(clips.map((clip) => [clip.clip, clip] as const))("%s", (name, expected) =>
    expect(pasted(name)).toEqual(expected),
  );
});
