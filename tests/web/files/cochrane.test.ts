import { describe, expect, it } from "vitest";
import type { FoundFile, FoundOutcome } from "web/src/files/found";
import { catalog } from "../state/fixtures/catalog";
import { found, refusal, utf8, zip } from "./bytes";

/** A data package made by hand with the heads of version 2. */
const ROWS = `"Analysis group","Analysis number","Analysis name","Subgroup","Applicability","Study","Study year","GIV Mean","GIV SE","Experimental mean","Experimental SD","Experimental cases","Experimental N","Control mean","Control SD","Control cases","Control N","O-E","Variance","Weight","Mean","CI start","CI end","Footnotes"
1,1,Death,Adults,,"Ali, 2010",2010,,,,,12,40,,,6,41,,,60,2.05,0.85,4.93,"From a letter"
1,1,Death,Children,,Berg 2012,2012,,,,,9,25,,,4,27,,,40,2.43,0.85,6.91,
1,2,Pain,,,Ali 2010,2010,,,3.2,1.1,,40,4.7,1.2,,41,,,100,-1.5,-2,-1,
2,1,Hazard of death,,,Ali 2010,2010,-0.2,0.1,,,,40,,,,41,,,100,0.82,0.67,1,
2,2,Log rank,,,Ali 2010,2010,,,,,,,,,,,-3,4,100,0.47,0.18,1.26,
`;
const SETTINGS = `"Analysis group","Analysis number","Analysis name","Analysis group name","Data type","Log-scale data","Experimental group label","Control group label","Statistical method","Effect measure","Analysis model","Heterogeneity estimator","Overall estimates","Swap event and non-event","CI method","CI/PI level","Graph label (left)","Graph label (right)"
1,1,Death,Drug versus placebo,Dichotomous,TRUE,Drug,Placebo,Mantel-Haenszel,Risk Ratio,Random effects,DerSimonian and Laird,TRUE,FALSE,Wald-type,95%,Favours drug,Favours placebo
1,2,Pain,Drug versus placebo,Continuous,FALSE,Drug,Placebo,Inverse Variance,Mean Difference,Random effects,Restricted maximum-likelihood,TRUE,FALSE,Hartung-Knapp-Sidik-Jonkman,90%,Favours drug,Favours placebo
2,1,Hazard of death,Survival,Contrast level,TRUE,,,Inverse Variance,Hazard Ratio,Fixed effect,,TRUE,FALSE,,95%,,
2,2,Log rank,Survival,O-E and variance,TRUE,,,EXP_O_E_VAR,Hazard Ratio,Fixed effect,,FALSE,FALSE,,95%,,
3,1,Nobody,Empty,Dichotomous,TRUE,,,Peto,Peto Odds Ratio,Fixed effect,,TRUE,FALSE,,95%,,
`;
const files = {
  "CD000001-dataPackage/CD000001-analysis-data/CD000001-data-rows.csv": ROWS,
  "CD000001-dataPackage/CD000001-analysis-data/CD000001-overall-estimates-and-settings.csv": SETTINGS,
  "CD000001-dataPackage/CD000001-analysis-data/CD000001-subgroup-estimates.csv": "x\n",
  "CD000001-dataPackage/CD000001-study-data/CD000001-included.ris": "TY - JOUR\n",
};
const named = (file: FoundFile, name: string): FoundOutcome =>
  file.outcomes.find(({ outcome }) => outcome.name === name) as FoundOutcome;

describe("a data package of a Cochrane review", () => {
  const file = found(zip(files), "CD000001.zip");

  it("has an outcome for each analysis, with the authors' settings", () => {
    expect(file).toMatchObject({ kind: "Cochrane data package", title: "CD000001" });
    expect(file.outcomes.map(({ heading, outcome }) => [heading, outcome.name, outcome.options.measure])).toEqual([
      ["1 Drug versus placebo", "Death", "RR"],
      ["1 Drug versus placebo", "Pain", "MD"],
      ["2 Survival", "Hazard of death", "HR"],
      ["2 Survival", "Log rank", "HR"],
    ]);
    expect(named(file, "Death").outcome.options).toMatchObject({
      model: "RE_MH",
      tau2: "DL",
      test: "z",
      subgroup: "Subgroup",
    });
    expect(named(file, "Pain").outcome.options).toMatchObject({ model: "RE", tau2: "REML", test: "HKSJ", level: 0.9 });
    expect(named(file, "Hazard of death").outcome.options).toMatchObject({ model: "EE", test: "z" });
    expect(named(file, "Death").outcome).toMatchObject({
      treatment: "Drug",
      control: "Placebo",
      favours_right: "Favours placebo",
    });
  });

  it("has the studies with their subgroups and years", () => {
    expect(named(file, "Death").outcome.rows).toMatchObject([
      {
        label: "Ali, 2010",
        year: "2010",
        cells: { ai: "12", n1i: "40", ci: "6", n2i: "41" },
        groups: { Subgroup: "Adults" },
      },
      { label: "Berg 2012", cells: { ai: "9", n1i: "25", ci: "4", n2i: "27" }, groups: { Subgroup: "Children" } },
    ]);
    expect(named(file, "Pain").outcome.rows[0]?.cells).toEqual({
      m1i: "3.2",
      sd1i: "1.1",
      n1i: "40",
      m2i: "4.7",
      sd2i: "1.2",
      n2i: "41",
    });
    expect(named(file, "Hazard of death").outcome.rows[0]?.cells).toEqual({ yi: "-0.2", sei: "0.1" });
    expect(named(file, "Log rank").outcome.rows[0]?.cells).toEqual({ o_e: "-3", v: "4" });
  });

  it("says what it leaves out: analyses without studies, files of no use", () => {
    expect(named(file, "Death").outcome.rows[0]?.notes).toBe("From a letter");
    expect(named(file, "Death").notes.join()).toContain("1 footnote is in the column Notes.");
    expect(named(file, "Log rank").notes.join()).toContain("no overall total");
    expect(file.notes.join()).toContain('Analysis 3.1, "Nobody": no study has data for it.');
    expect(file.notes.join()).toContain("CD000001-included.ris");
  });

  it("its rows alone have Pooled's usual settings, and that is said", () => {
    const rows = found(utf8(`\ufeff${ROWS}`), "CD000001-data-rows.csv");
    expect(rows.outcomes.map(({ outcome }) => [outcome.name, outcome.format, outcome.options.measure])).toEqual([
      ["Death", "counts", "RR"],
      ["Pain", "means", "MD"],
      ["Hazard of death", "estimate_se", "GEN"],
      ["Log rank", "o_e_v", "PETO"],
    ]);
    expect(rows.outcomes[0]?.outcome.options).toMatchObject({
      model: catalog.defaults.model,
      test: catalog.defaults.test,
    });
    expect(rows.outcomes[0]?.notes.join()).toContain("The file with the settings is missing");
  });

  it("another archive is refused in words", () => {
    expect(refusal(zip({ "a.txt": "x" }))).toContain("neither an Excel workbook");
    expect(refusal(zip({ "CD1-data-rows.csv": ROWS.split("\n")[0] as string }))).toContain("no rows of studies");
  });
});
