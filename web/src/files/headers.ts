/**
 * What the heads of columns mean. The names are those of metafor, meta, metadat, RevMan and of papers' tables in
 * English. A role is what PastedColumn.role says; a quantity without a group ("events") is given one by its place.
 */
export type Arm = 1 | 2;
type Quantity = "events" | "nonevents" | "total" | "mean" | "sd";

/** Column ids by quantity and arm: [treatment, control]. bi and di are events that did not happen. */
const ARM_COLUMNS: Record<Quantity, readonly [string, string]> = {
  events: ["ai", "ci"],
  nonevents: ["bi", "di"],
  total: ["n1i", "n2i"],
  mean: ["m1i", "m2i"],
  sd: ["sd1i", "sd2i"],
};

const list = (role: string, names: string): [string, string][] => names.split("|").map((name) => [name, role]);

/** Whole heads, in lower case with single blanks for everything that is neither letter nor digit. */
const WHOLE = new Map<string, string>([
  ...list("label", "study|studies|author|authors|trial|trials|label|studlab|name|reference|source|first author|study id|study name|slab|study or subgroup|author year|study year|id"),
  ...list("year", "year|publication year|year of publication|pub year"),
  ...list("include", "include|included|use"),
  ...list("format", "format"),
  ...list("level", "level|ci level|conf level"),
  ...list("ai", "ai|a|tpos|event e|events e|a i"),
  ...list("bi", "bi|b|tneg"),
  ...list("ci", "ci|c|cpos|event c|events c"),
  ...list("di", "di|d|cneg"),
  ...list("n1i", "n1i|n1|n e|ne"),
  ...list("n2i", "n2i|n2|n c|nc"),
  ...list("m1i", "m1i|m1|mean e"),
  ...list("m2i", "m2i|m2|mean c"),
  ...list("sd1i", "sd1i|sd1|sd e"),
  ...list("sd2i", "sd2i|sd2|sd c"),
  ...list("yi", "yi|te|log rr|log or|log hr|logrr|logor|loghr|lnrr|lnor|lnhr|ln rr|ln or|ln hr|logodds|log odds ratio|log risk ratio|log hazard ratio"),
  ...list("sei", "sei|se|sete|se te|std err|stderr|standard error|std error|selnhr|selnor|selnrr|se log hr|se log or|se log rr|se ln hr|se yi"),
  ...list("vi", "vi|var|variance"),
  ...list("est", "est|estimate|effect|effect size|rr|or|hr|rd|md|smd|irr|odds ratio|risk ratio|relative risk|rate ratio|hazard ratio|risk difference|mean difference|hedges g|cohens d|cohen s d|hedges s g|g|point estimate"),
  ...list("ci_lb", "ci lb|lower|low|lb|lcl|ll|lci|lower limit|lower ci|ci lower|ci low|lower 95|95 lower|lower bound|lower 95 ci|95 ci lower|ci start|lowhr|or lb"),
  ...list("ci_ub", "ci ub|upper|high|ub|ucl|ul|uci|upper limit|upper ci|ci upper|ci high|upper 95|95 upper|upper bound|upper 95 ci|95 ci upper|ci end|upphr|or ub"),
]); // biome-ignore format: a table

const ARM_WORDS = new Map<string, Arm>([
  ...list("1", "treatment|treated|treat|trt|tx|t|intervention|int|experimental|experiment|exp|e|active|drug|1|group1|exposed|vaccinated|vaccine"),
  ...list("2", "control|controls|ctrl|ctl|c|placebo|pbo|plac|comparator|comparison|standard|usual|2|group2|unexposed|unvaccinated|con"),
].map(([word, arm]) => [word, arm === "1" ? 1 : 2])); // biome-ignore format: a table

const QUANTITY_WORDS = new Map<string, Quantity>([
  ...list("events", "events|event|ev|cases|case|deaths|death|responders|x|r"),
  ...list("nonevents", "nonevents|nonevent|noncases|survivors|neg"),
  ...list("total", "total|totals|n|tot|size|sample|participants|patients|randomised|randomized|number"),
  ...list("mean", "mean|means|m|avg|average"),
  ...list("sd", "sd|sds|std|stdev|deviation|stddev"),
] as [string, Quantity][]); // biome-ignore format: a table

/** "Mean_T" -> "mean t", "95%-CI lower" -> "95 ci lower", "n.e" -> "n e", "meanT" -> "mean t". */
export function normalHead(head: string): string {
  return head
    .slice(0, 200)
    .replace(/([a-z])([A-Z])(?![a-z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export type Head = { role: string } | { quantity: Quantity; arm: Arm | null };

/** The meaning of a head, null when it has none that Pooled knows. */
export function readHead(head: string): Head | null {
  if (/^(group|mod):./.test(head)) return { role: head };
  if (head === "ci_lb" || head === "ci_ub") return { role: head };
  const normal = normalHead(head);
  const whole = WHOLE.get(normal) ?? WHOLE.get(normal.replace(/ /g, ""));
  if (whole !== undefined) return { role: whole };
  const words = normal.split(" ").flatMap((word) => /^([a-z]+)([12])$/.exec(word)?.slice(1) ?? [word]);
  const quantities = words.map((word) => QUANTITY_WORDS.get(word)).filter((q) => q !== undefined);
  const negated = words.some((word) => word === "no" || word === "non" || word === "without");
  const quantity = quantities.includes("sd") ? "sd" : quantities.includes("mean") ? "mean" : quantities[0];
  if (quantity === undefined) return null;
  const rest = words.filter((word) => !QUANTITY_WORDS.has(word));
  const arm = rest.map((word) => ARM_WORDS.get(word)).find((a) => a !== undefined) ?? null;
  return { quantity: quantity === "events" && negated ? "nonevents" : quantity, arm };
}

/** The arm a head names ("Placebo n/N"), null when it names none. */
export function armOf(head: string): Arm | null {
  const words = normalHead(head).split(" ");
  return words.map((word) => (word.length > 1 ? ARM_WORDS.get(word) : undefined)).find((a) => a !== undefined) ?? null;
}

export function armColumn(quantity: Quantity, arm: Arm): string {
  return ARM_COLUMNS[quantity][arm - 1] as string;
}

export interface Roles {
  /** "skip" where a head has no meaning or its place is taken. */
  roles: string[];
  notes: string[];
}

const quote = (heads: readonly string[]): string => heads.map((head) => `"${head}"`).join(", ");

/** Roles for a line of heads. Quantities that name no group are treatment first, control second, and that is said. */
export function readHeads(heads: readonly string[]): Roles {
  const taken = new Set<string>();
  const byOrder: string[] = [];
  const take = (role: string): string => {
    if (taken.has(role)) return "skip";
    taken.add(role);
    return role;
  };
  const read = heads.map(readHead);
  const roles = read.map((head) => (head === null ? "skip" : "role" in head ? take(head.role) : ""));
  const resolve = (i: number, arm: Arm | null): void => {
    const head = read[i];
    if (head === null || head === undefined || "role" in head) return;
    const free = ([1, 2] as const).find((a) => !taken.has(armColumn(head.quantity, a)));
    if (arm === null && free !== undefined) byOrder.push(heads[i] as string);
    const which = arm ?? free;
    roles[i] = which === undefined ? "skip" : take(armColumn(head.quantity, which));
  };
  read.forEach((head, i) => {
    if (head !== null && "quantity" in head && head.arm !== null) resolve(i, head.arm);
  });
  read.forEach((head, i) => {
    if (head !== null && "quantity" in head && head.arm === null) resolve(i, null);
  });
  const skipped = heads.filter((head, i) => roles[i] === "skip" && head !== "");
  const notes: string[] = [];
  if (byOrder.length > 0)
    notes.push(`Columns that name no group were read in order, treatment first: ${quote(byOrder)}.`);
  if (skipped.length > 0) notes.push(`Left out, because this table has no place for it: ${quote(skipped)}.`);
  return { roles, notes };
}
