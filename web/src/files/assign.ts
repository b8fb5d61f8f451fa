import type { Catalog, CatalogFormat } from "../core/types";
import type { Arm, Meaning } from "../state/pasted";
import { inEnglish } from "../text/core-texts";
import { isKnown, readHead } from "./headers";

/** Which column of the catalogue each pasted column is: formats are tried whole, and the one that comes out fullest wins. */
export interface Assigned {
  format: string | null;
  /** For each pasted column a role, null where this format has no place for it. */
  roles: (string | null)[];
  /** Every column without which a row cannot be analysed is there. */
  complete: boolean;
  /** Catalogue columns found. */
  matched: number;
  /** Of those, columns whose group is a time or a treatment as the head's is. */
  apt: number;
  /** Its columns are what effects are computed from, not effects. */
  raw: boolean;
  /** Groups its columns name, 1 for none. */
  arms: number;
  /** Pasted columns that name no group and were taken in order. */
  byOrder: number[];
  /** Pasted columns that mean what another one before them means. */
  clashes: { column: string; first: number; second: number }[];
}

interface Known {
  id: string;
  plain: readonly string[];
  quantity: string | null;
  arm: Arm | null;
  optional: boolean;
  /** Its group is a time, not a treatment. */
  isTime: boolean;
}

const TIMES = /first|second|before|after|pre|post|baseline|endpoint/i;

const squeeze = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

function knownColumns(format: CatalogFormat): Known[] {
  return inEnglish(format).columns.map(({ id, label, short, group, optional }) => {
    const meaning = readHead(label);
    // "Effect" and "Estimate" are one word to readers; the ids yi and est are not.
    const named = readHead(id).quantities[0];
    return {
      id,
      plain: [id, label, `${group}${short}`, `${short}${group}`].map(squeeze),
      quantity: named ?? meaning.quantities[0] ?? meaning.role,
      arm: meaning.arm,
      optional,
      isTime: TIMES.test(group),
    };
  });
}

const FIXED = new Set(["label", "year", "include", "format"]);
const isFixed = (role: string | null): boolean => role !== null && (FIXED.has(role) || /^(group|mod):./.test(role));

/** The rules, the surest first: the very name, the quantity with its group, a quantity that names no group. */
const RULES: readonly ((head: Meaning, column: Known) => boolean)[] = [
  (head, { id, plain }) => head.role === id || (head.role === null && plain.includes(head.plain)),
  (head, { quantity, arm }) => quantity !== null && head.quantities.includes(quantity) && head.arm === arm,
  (head, { quantity, arm }) =>
    quantity !== null && head.quantities.includes(quantity) && head.arm === null && arm !== null,
];

/** @param format  null to find the study, the year and named groups only */
export function assignTo(heads: readonly Meaning[], format: CatalogFormat | null): Assigned {
  const columns = format === null ? [] : knownColumns(format);
  const roles: (string | null)[] = heads.map((head) => (isFixed(head.role) ? head.role : null));
  const byOrder: number[] = [];
  const clashes: Assigned["clashes"] = [];
  const owner = new Map<string, number>();
  let apt = 0;
  RULES.forEach((fits, rule) => {
    heads.forEach((head, i) => {
      if (roles[i] !== null) return;
      const fitting = columns.filter((column) => fits(head, column));
      const free = fitting.find(({ id }) => !owner.has(id));
      const taken = fitting[0];
      if (free !== undefined) {
        roles[i] = free.id;
        owner.set(free.id, i);
        apt += Number(TIMES.test(head.plain) === free.isTime);
        if (rule === 2) byOrder.push(i);
      } else if (taken !== undefined && !clashes.some(({ second }) => second === i))
        clashes.push({ column: taken.id, first: owner.get(taken.id) as number, second: i });
    });
  });
  const required = columns.filter(({ optional }) => !optional);
  return {
    format: format?.id ?? null,
    roles,
    complete: required.length > 0 && required.every(({ id }) => owner.has(id)),
    matched: owner.size,
    apt,
    arms: Math.max(1, new Set(columns.flatMap(({ arm }) => arm ?? [])).size),
    raw: !columns.some(({ quantity }) => quantity === "estimate" || quantity === "effect"),
    byOrder,
    clashes: clashes.filter(({ second }) => roles[second] === null),
  };
}

/**
 * A complete format before an incomplete one; numbers that effects are computed from before effects; then the one with
 * the most columns; of equals the catalogue's first. One group's numbers beside a ratio only describe its studies.
 */
function score({ complete, matched, apt, raw, arms, byOrder, roles }: Assigned, comparative: boolean): number {
  const first = raw && (arms > 1 || !comparative);
  // A single number that names no group is hardly one of two; among equals the columns on the left count.
  const lonely = byOrder.length === 1 ? 0.5 : 0;
  const left = roles.findIndex((role) => role !== null && !isFixed(role)) / 1000;
  return (complete ? 1000 : 0) + (complete && first ? 500 : 0) + matched - lonely - left + apt / 10;
}

/** All formats that some column belongs to, the best first. */
export function candidates(heads: readonly Meaning[], catalog: Pick<Catalog, "formats">): Assigned[] {
  const comparative = heads.some(({ plain }) => COMPARES.test(plain));
  return catalog.formats
    .map((format) => assignTo(heads, format))
    .filter(({ matched }) => matched > 0)
    .sort((a, b) => score(b, comparative) - score(a, comparative));
}

/** Heads, and parts of heads, of effects that compare two groups. */
const COMPARES = /^(?:ln|log)?(?:rr|or|hr|irr|rd|md|smd)$|ratio|difference|hedges|cohen/;

/** True for a head that Pooled or one of the catalogue's formats knows. */
export function isKnownTo(catalog: Pick<Catalog, "formats">): (head: string) => boolean {
  const names = new Set(catalog.formats.flatMap((format) => knownColumns(format).flatMap(({ plain }) => plain)));
  return (text) => {
    const head = readHead(text);
    return isKnown(head) || names.has(head.plain);
  };
}

const side = (format: string, columns: string): CatalogFormat => ({
  id: format,
  label: format,
  family: "",
  converted: false,
  source: "",
  columns: columns.split("|").map((column) => {
    const [id = "", label = "", optional] = column.split(":");
    return { id, label, short: label, group: "", optional: optional !== undefined, domain: "any" };
  }),
});

/** The formats of the first version, for a reader that was given no catalogue. */
export const usualFormats: Pick<Catalog, "formats"> = {
  formats: [
    side("counts", "ai:Treatment events|n1i:Treatment total|ci:Control events|n2i:Control total"),
    side("two_by_two", "ai:Treatment events|bi:Treatment without event|ci:Control events|di:Control without event"),
    side(
      "means",
      "m1i:Treatment mean|sd1i:Treatment SD|n1i:Treatment total|m2i:Control mean|sd2i:Control SD|n2i:Control total",
    ),
    side("estimate_ci", "est:Estimate|ci_lb:Lower limit|ci_ub:Upper limit|level:CI level:optional"),
    side("estimate_se", "yi:Effect|sei:Standard error"),
  ],
};
