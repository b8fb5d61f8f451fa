import { t } from "../language/text";
import type { Meaning, PastedChoice, PastedQuestion } from "../state/pasted";
import { inEnglish } from "../text/core-texts";
import type { Form } from "./composites";
import { type Formats, type Reading, readings, type Table } from "./reading";

/** What can be read in more than one way is asked, with the likeliest answer marked; nothing is decided in silence. */
interface Alternative {
  label: string;
  parts: readonly string[];
}

const ALTERNATIVES: Partial<Record<Form, readonly Alternative[]>> = {
  spread: [
    { label: t`mean (standard deviation)`, parts: ["mean", "sd"] },
    { label: t`mean (standard error)`, parts: ["mean", "se"] },
    { label: t`number with the event (per cent)`, parts: ["events", "percent"] },
    { label: t`median (interquartile range)`, parts: ["median", "iqr"] },
    { label: t`effect (standard error)`, parts: ["effect", "se"] },
  ],
  interval: [
    { label: t`median (first to third quartile)`, parts: ["median", "q1", "q3"] },
    { label: t`median (minimum to maximum)`, parts: ["median", "min", "max"] },
    { label: t`mean (confidence interval)`, parts: ["mean", "lower", "upper"] },
    { label: t`effect (confidence interval)`, parts: ["estimate", "lower", "upper"] },
  ],
};

const SHAPES: Partial<Record<Form, string>> = { spread: "a (b)", interval: t`a (b to c)` };

export interface Asked {
  reading: Reading;
  question: PastedQuestion;
}

/** The heads with the parts of one form read as this alternative says. */
function headsAs(heads: readonly Meaning[], forms: readonly (Form | null)[], form: Form, parts: readonly string[]) {
  let at = 0;
  return heads.map((head, i): Meaning => {
    if (forms[i] !== form) {
      at = 0;
      return head;
    }
    if (head.quantities[0] === "level") return head;
    const quantity = parts[at % parts.length] as string;
    at += 1;
    return { ...head, quantities: [quantity] };
  });
}

const asChoice = (label: string, { assigned, roles }: Reading): PastedChoice => ({
  label,
  format: assigned.format,
  roles,
});

/** Whole numbers below 101 in the brackets of whole numbers are per cents more often than anything else. */
function looksLikeShares(table: Table, forms: readonly (Form | null)[]): boolean {
  return table.rows.every((row) => row.every((cell, i) => forms[i] !== "spread" || /^\d{0,4}$/.test(cell)));
}

/** What the parts of "a (b)" are, when no head says it. */
export function askForm(table: Table, forms: readonly (Form | null)[], form: Form, catalog: Formats): Asked | null {
  const parts = forms.flatMap((each, i) => (each === form ? [i] : []));
  const ways = (ALTERNATIVES[form] ?? []).flatMap(({ label, parts: names }) => {
    const heads = headsAs(table.heads, forms, form, names);
    // A reading that has a place for every first number of the cells.
    const reading = readings({ ...table, heads }, catalog).find(({ assigned }) =>
      parts.every((i) => heads[i]?.quantities[0] !== names[0] || assigned.roles[i] !== null),
    );
    return reading === undefined ? [] : [{ label, names, reading }];
  });
  const complete = (way: (typeof ways)[number]): boolean => way.reading.assigned.complete;
  if (!ways.some(complete) && ways.length < 2) return null;
  const shares = form === "spread" && looksLikeShares(table, forms);
  const likely = shares ? ways.findIndex(({ names }) => names[1] === "percent") : ways.findIndex(complete);
  const chosen = Math.max(0, likely);
  const way = ways[chosen];
  if (way === undefined) return null;
  const choices = ways.map(({ label, reading }) => asChoice(label, reading));
  const text = t`No head says what "${SHAPES[form]}" is in this table. It was read as ${way.label}.`;
  return { reading: way.reading, question: { text, choices, chosen, urgent: ways.length > 1 } };
}

const swapped = (head: Meaning): Meaning => (head.arm === null ? head : { ...head, arm: head.arm === 1 ? 2 : 1 });

/** The other order of the groups, where heads name none or say before and after. */
export function askOrder(table: Table, reading: Reading, catalog: Formats): PastedQuestion | null {
  const { byOrder } = reading.assigned;
  const format = catalog.formats.find(({ id }) => id === reading.assigned.format);
  const columns = format ? inEnglish(format).columns : [];
  const isTime = columns.some(({ group }) => /^(first|second|before|after)$/i.test(group));
  const times = isTime && table.names.some((name) => /\b(pre|post|before|after|baseline|endpoint)\b/i.test(name));
  if (byOrder.length < 2 && !times) return null;
  const ordered = ordersOf(table.heads, byOrder);
  const other = readings({ ...table, heads: ordered.map(swapped) }, catalog).find(
    ({ assigned }) => assigned.format === reading.assigned.format && assigned.matched === reading.assigned.matched,
  );
  if (other === undefined || other.roles.every((role, i) => role === reading.roles[i])) return null;
  const [first, second] = times ? [t`before`, t`after`] : [t`the treatment group`, t`the control group`];
  const choices = [asChoice(t`first is ${first}`, reading), asChoice(t`first is ${second}`, other)];
  const text = times
    ? t`Before and after: effects are the first minus the second measurement.`
    : t`The heads name no groups: which one comes first?`;
  return { text, choices, chosen: 0, urgent: false };
}

/** Heads without a group get the one their order gives them. */
function ordersOf(heads: readonly Meaning[], byOrder: readonly number[]): Meaning[] {
  const seen = new Set<string>();
  return heads.map((head, i) => {
    if (!byOrder.includes(i)) return head;
    const quantity = head.quantities[0] ?? "";
    const arm = seen.has(quantity) ? 2 : 1;
    seen.add(quantity);
    return { ...head, arm };
  });
}

/** Two columns that can both be the treatment's total. */
export function askClash(table: Table, reading: Reading, label: (column: string) => string): PastedQuestion[] {
  return reading.assigned.clashes.slice(0, 3).map(({ column, first, second }) => {
    const roles = reading.roles.with(second, column).with(first, "skip");
    const name = (i: number): string => table.names[i] ?? "";
    const choices = [asChoice(`"${name(first)}"`, reading), { ...asChoice(`"${name(second)}"`, reading), roles }];
    return { text: t`Two columns can be "${label(column)}".`, choices, chosen: 0, urgent: true };
  });
}

/** Counts and effects in one table: the numbers that effects are computed from win, and the effects can be chosen. */
export function askFormat(all: readonly Reading[], catalog: Formats): PastedQuestion | null {
  const label = (id: string | null): string => catalog.formats.find((format) => format.id === id)?.label ?? "";
  const complete = all.filter(({ assigned }) => assigned.complete);
  const [best] = complete;
  // Another format is another reading only when it uses a column that the best one leaves.
  const others = complete.filter(
    ({ assigned }) =>
      assigned !== best?.assigned && assigned.roles.some((role, i) => role !== null && best?.left.includes(i)),
  );
  if (best === undefined || others.length === 0) return null;
  const choices = [best, ...others.slice(0, 3)].map((each) => asChoice(label(each.assigned.format), each));
  return { text: t`The table has more than one thing to analyse.`, choices, chosen: 0, urgent: false };
}
