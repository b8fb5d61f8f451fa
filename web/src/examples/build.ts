import type { Options } from "../core/types";
import { baseOptions, blankFlow } from "../state/blank";
import type { Outcome, Review, Row } from "../state/state";

export interface Example {
  readonly id: string;
  readonly title: string;
  /** The publication, for the list of examples and for the review's notes. */
  readonly citation: string;
  /** Where the numbers were copied from. */
  readonly source: string;
  readonly review: Review;
}

/** One study: its name, its numbers in the order of the columns, and what it may be grouped by. */
export interface ExampleStudy {
  readonly label: string;
  readonly cells: readonly number[];
  readonly groups?: Readonly<Record<string, string>>;
  readonly mods?: Readonly<Record<string, number>>;
}

const texts = (numbers: Readonly<Record<string, number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));

/** Ids are given anew when an example is loaded. */
function rowOf(study: ExampleStudy, index: number, format: string, columns: readonly string[]): Row {
  return {
    id: index + 1,
    label: study.label,
    include: true,
    format,
    cells: Object.fromEntries(columns.map((column, i) => [column, String(study.cells[i])])),
    groups: { ...study.groups },
    mods: texts(study.mods ?? {}),
    year: "",
    notes: "",
    rob: "",
    rob_support: {},
  };
}

type About = Pick<Outcome, "name" | "treatment" | "control" | "favours_left" | "favours_right">;

export interface Table {
  readonly format: string;
  readonly columns: readonly string[];
  readonly studies: readonly ExampleStudy[];
  readonly options: Partial<Options>;
}

export function reviewOf(title: string, question: string, about: About, table: Table): Review {
  const { format, columns, studies, options } = table;
  const outcome: Outcome = {
    ...about,
    id: 1,
    rows: studies.map((study, i) => rowOf(study, i, format, columns)),
    columns: [],
    format,
    options: { ...baseOptions, ...options },
    lower_is_better: true,
    control_risk: "",
    ...{ rob_tool: "", rob_domains: [], rob_levels: [], rob_shown: true },
    certainty: "",
    certainty_reasons: {},
    published: "",
  };
  return { title, question, outcomes: [outcome], current: 0, ...blankFlow };
}
