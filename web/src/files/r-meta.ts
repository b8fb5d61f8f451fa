import type { Options } from "../core/types";
import type { Counts } from "./r-models";
import { comment, quote } from "./r-text";

/**
 * The same result by R's meta (version 7 or newer), whose names of tests and prediction rules Pooled's ids follow.
 * Needs the package only when it is run.
 */

const RANDOM_CI: Readonly<Record<string, string>> = {
  z: '"classic"',
  HKSJ: '"HK", adhoc.hakn.ci = ""',
  HKSJ_se: '"HK", adhoc.hakn.ci = "se"',
  HKSJ_ci: '"HK", adhoc.hakn.ci = "ci"',
  IQWiG6: '"HK", adhoc.hakn.ci = "IQWiG6"',
  KR: '"KR"',
};
const ESTIMATORS = new Set(["REML", "DL", "PM", "ML", "EB", "HE", "SJ", "HS"]);
/** Measures that meta prints on the scale people read. */
const RATIOS = new Set(["RR", "OR", "HR", "IRR", "ROM"]);

const level = ({ level: of }: Options): string => `level = ${of}, level.ma = ${of}`;

function ofEffects(options: Options): string[] | null {
  const random = options.model === "RE";
  if (!random && options.model !== "EE") return null;
  const ci = RANDOM_CI[options.test];
  if (random && (ci === undefined || !ESTIMATORS.has(options.tau2))) return null;
  const sm = RATIOS.has(options.measure) ? `, sm = ${quote(options.measure)}` : "";
  const rule = options.prediction.replace("_", "-");
  const how = random
    ? `common = FALSE, random = TRUE, method.tau = ${quote(options.tau2)}, method.random.ci = ${ci},\n    prediction = TRUE, method.predict = ${quote(rule)}`
    : "common = TRUE, random = FALSE";
  return [
    `  m <- meta::metagen(TE = yi, seTE = sqrt(vi), studlab = study, data = dat${sm}, ${level(options)},\n    ${how})`,
  ];
}

/** Only of events and totals: metabin() computes the effects itself. */
function ofCounts(options: Options, counts: Counts | null): string[] | null {
  if (options.model !== "MH" && options.model !== "PETO") return null;
  if (counts === null || counts.name !== "counts") return null;
  const method = options.model === "MH" ? "MH" : "Peto";
  const sm = options.model === "MH" ? options.measure : "OR";
  return [
    `  m <- meta::metabin(ai, n1i, ci, n2i, studlab = study, data = counts, sm = ${quote(sm)}, method = ${quote(method)},\n    common = TRUE, random = FALSE, ${level(options)}${options.model === "MH" ? ", MH.exact = TRUE" : ""})`,
  ];
}

export function metaCode(options: Options, counts: Counts | null): string[] {
  const call = ofEffects(options) ?? ofCounts(options, counts);
  if (call === null) return [];
  return [
    [
      comment("The same by the package meta, where it is installed"),
      'if (requireNamespace("meta", quietly = TRUE)) {',
      ...call,
      "  print(m)",
      "}",
    ].join("\n"),
  ];
}
