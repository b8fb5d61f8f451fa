import type { Pages } from "./page";

/** y is the effect that is pooled, v its variance; with a, n_1 events and people in group 1, c, n_2 in group 2. */

const OR = "y = ln((a d) / (b c))";
const WOOLF = "1/a + 1/b + 1/c + 1/d";
const SD = "s = sqrt(((n_1 - 1) SD_1^2 + (n_2 - 1) SD_2^2) / (n_1 + n_2 - 2))";
const D = "d = (m_1 - m_2) / s";
const J = "J(m) = Γ(m/2) / (sqrt(m/2) Γ((m - 1)/2))";
const SD_D = "s = sqrt(SD_1^2 + SD_2^2 - 2 r SD_1 SD_2)";
const BIAS = "1/(2 (n_1 - 1)) - 1/(2 (n_2 - 1))";
const TWO_ROOTS = "1/(2 (n_1 - 1)) + 1/(2 (n_2 - 1))";

export const MEASURES: Pages = {
  RR: {
    what: "How many times as likely the event is with treatment. 1 means no difference. It is pooled as a logarithm.",
    formulas: ["y = ln((a/n_1) / (c/n_2))", "v = 1/a - 1/n_1 + 1/c - 1/n_2"],
    see: ["measure:OR", "measure:RD", "idea:absolute", "add_to:only0"],
  },
  OR: {
    what: "How many times as high the odds of the event (events to non-events) are with treatment. Where the event is common it is further from 1 than the risk ratio.",
    formulas: [OR, `v = ${WOOLF}`],
    see: ["measure:RR", "measure:PETO", "idea:absolute", "add_to:only0"],
  },
  RD: {
    what: "The risk with treatment less the risk without. What is added to zeros changes its variance only.",
    formulas: ["y = a/n_1 - c/n_2", "v = a b / n_1^3 + c d / n_2^3"],
    see: ["measure:RR", "idea:absolute"],
  },
  PETO: {
    what: "An odds ratio from the events observed (a) less those expected if both groups were alike. With x = a + c events and y = b + d others of n people.",
    formulas: ["E = (a + c) n_1 / n", "V = (a + c) (b + d) n_1 n_2 / (n^2 (n - 1))", "y = (a - E) / V", "v = 1/V"],
    see: ["model:PETO", "measure:OR"],
  },
  AS: {
    what: "The difference of the risks after the arcsine transformation, whose variance depends on the sizes alone.",
    formulas: ["y = asin(sqrt(a/n_1)) - asin(sqrt(c/n_2))", "v = 1/(4 n_1) + 1/(4 n_2)"],
    see: ["measure:RD"],
  },
  PHI: {
    what: "The correlation of two yes-or-no variables in one sample. Its variance follows from the four cells by the delta method.",
    formulas: ["y = (a d - b c) / sqrt(n_1 n_2 (a + c) (b + d))"],
    see: ["measure:YUQ", "measure:RTET"],
  },
  YUQ: {
    what: "The odds ratio brought to the range from −1 to 1.",
    formulas: ["y = (a d - b c) / (a d + b c)", `v = (1 - y^2)^2 / 4 (${WOOLF})`],
    see: ["measure:YUY", "measure:PHI"],
  },
  YUY: {
    what: "The square root of the odds ratio brought to the range from −1 to 1.",
    formulas: ["y = (sqrt(a d) - sqrt(b c)) / (sqrt(a d) + sqrt(b c))", `v = (1 - y^2)^2 / 16 (${WOOLF})`],
    see: ["measure:YUQ", "measure:PHI"],
  },
  RTET: {
    what: "The correlation of two normal scores that were each cut into yes and no: the r of the bivariate normal distribution whose four quadrants have the shares of the table. Φ_r is its distribution function and h_1, h_2 are where it is cut. It is found by search; the variance follows by the delta method.",
    formulas: ["Φ_r(h_1, h_2) = a/n"],
    see: ["measure:PHI"],
  },
  OR2DL: {
    what: "A log odds ratio on the scale of a standardised mean difference, as if a logistic outcome had been cut in two.",
    formulas: ["y = sqrt(3)/π ln((a d) / (b c))", `v = 3/π^2 (${WOOLF})`],
    see: ["measure:OR2DN", "measure:SMD", "measure:D2ORL"],
  },
  OR2DN: {
    what: "A log odds ratio on the scale of a standardised mean difference, as if a normal outcome had been cut in two.",
    formulas: ["y = ln((a d) / (b c)) / 1.65", `v = (${WOOLF}) / 1.65^2`],
    see: ["measure:OR2DL", "measure:SMD", "measure:D2ORN"],
  },
  MD: {
    what: "The mean with treatment less the mean without, in the unit of the outcome.",
    formulas: ["y = m_1 - m_2", "v = SD_1^2 / n_1 + SD_2^2 / n_2"],
    see: ["measure:SMD", "measure:ROM"],
  },
  SMD: {
    what: "The mean difference in standard deviations (s, of both groups together), with Hedges' correction J for small samples.",
    formulas: [SD, J, "y = J(n_1 + n_2 - 2) (m_1 - m_2) / s", "v = 1/n_1 + 1/n_2 + y^2 / (2 (n_1 + n_2))"],
    see: ["measure:MD", "measure:SMD1", "measure:SMDH"],
  },
  SMD1: {
    what: "The mean difference in standard deviations of the control group.",
    formulas: [J, "y = J(n_2 - 1) (m_1 - m_2) / SD_2", "v = 1/n_1 + 1/n_2 + y^2 / (2 n_2)"],
    see: ["measure:SMD"],
  },
  SMDH: {
    what: "The mean difference over the root of the mean of both variances, without taking them as equal.",
    formulas: [
      "s = sqrt((SD_1^2 + SD_2^2) / 2)",
      J,
      "y = J(n_1 + n_2 - 2) (m_1 - m_2) / s",
      "v = y^2 (SD_1^4/(n_1 - 1) + SD_2^4/(n_2 - 1)) / (8 s^4) + (SD_1^2/(n_1 - 1) + SD_2^2/(n_2 - 1)) / s^2",
    ],
    see: ["measure:SMD"],
  },
  ROM: {
    what: "The mean with treatment over the mean without, pooled as a logarithm. Both means must be above 0.",
    formulas: ["y = ln(m_1/m_2)", "v = SD_1^2 / (n_1 m_1^2) + SD_2^2 / (n_2 m_2^2)"],
    see: ["measure:MD", "measure:CVR"],
  },
  VR: {
    what: "The standard deviation with treatment over that without, pooled as a logarithm.",
    formulas: [`y = ln(SD_1/SD_2) + ${BIAS}`, `v = ${TWO_ROOTS}`],
    see: ["measure:CVR"],
  },
  CVR: {
    what: "The coefficient of variation (SD over mean) with treatment over that without, pooled as a logarithm.",
    formulas: [
      `y = ln((SD_1/m_1) / (SD_2/m_2)) + ${BIAS}`,
      `v = SD_1^2 / (n_1 m_1^2) + SD_2^2 / (n_2 m_2^2) + ${TWO_ROOTS}`,
    ],
    see: ["measure:VR", "measure:ROM"],
  },
  D2ORL: {
    what: "A standardised mean difference as a log odds ratio, taking the outcome as logistic.",
    formulas: [SD, D, "y = π/sqrt(3) d", "v = π^2/3 (1/n_1 + 1/n_2 + d^2 / (2 (n_1 + n_2)))"],
    see: ["measure:D2ORN", "measure:OR2DL"],
  },
  D2ORN: {
    what: "A standardised mean difference as a log odds ratio, taking the outcome as normal.",
    formulas: [SD, D, "y = 1.65 d", "v = 1.65^2 (1/n_1 + 1/n_2 + d^2 / (2 (n_1 + n_2)))"],
    see: ["measure:D2ORL", "measure:OR2DN"],
  },
  IRR: {
    what: "How many times as high the rate of events is with treatment: events x over person-time t. Pooled as a logarithm.",
    formulas: ["y = ln((x_1/t_1) / (x_2/t_2))", "v = 1/x_1 + 1/x_2"],
    see: ["measure:IRD", "add_to:only0"],
  },
  IRD: {
    what: "The rate of events with treatment less that without. What is added to zeros changes its variance only.",
    formulas: ["y = x_1/t_1 - x_2/t_2", "v = x_1/t_1^2 + x_2/t_2^2"],
    see: ["measure:IRR"],
  },
  IRSD: {
    what: "The difference of the square roots of the two rates, whose variance depends on person-time alone.",
    formulas: ["y = sqrt(x_1/t_1) - sqrt(x_2/t_2)", "v = 1/(4 t_1) + 1/(4 t_2)"],
    see: ["measure:IRR"],
  },
  MC: {
    what: "The first mean less the second, of the same people. r is the correlation of the two measurements.",
    formulas: [SD_D, "y = m_1 - m_2", "v = s^2 / n"],
    see: ["measure:SMCC", "measure:SMCR"],
  },
  SMCC: {
    what: "The mean change in standard deviations of the change (s), with Hedges' correction J.",
    formulas: [SD_D, J, "y = J(n - 1) (m_1 - m_2) / s", "v = 1/n + y^2 / (2 n)"],
    see: ["measure:SMCR", "measure:MC"],
  },
  SMCR: {
    what: "The mean change in standard deviations of the first measurement, with Hedges' correction J.",
    formulas: [J, "y = J(n - 1) (m_1 - m_2) / SD_1", "v = 2 (1 - r) / n + y^2 / (2 n)"],
    see: ["measure:SMCRH", "measure:SMCC"],
  },
  SMCRH: {
    what: "The mean change in standard deviations of the first measurement, without taking both as equal.",
    formulas: [SD_D, J, "y = J(n - 1) (m_1 - m_2) / SD_1", "v = (s^2/SD_1^2 + y^2/2) / (n - 1)"],
    see: ["measure:SMCR"],
  },
  ROMC: {
    what: "The first mean over the second, of the same people, pooled as a logarithm. Both must be above 0.",
    formulas: ["y = ln(m_1/m_2)", "v = (SD_1^2/m_1^2 + SD_2^2/m_2^2 - 2 r (SD_1/m_1) (SD_2/m_2)) / n"],
    see: ["measure:MC", "measure:ROM"],
  },
  PLO: {
    what: "The logarithm of the odds of the event in one group: x events and n − x others.",
    formulas: ["y = ln(x / (n - x))", "v = 1/x + 1/(n - x)"],
    see: ["measure:PR", "model:GLMM_UMRS"],
  },
  PAS: {
    what: "The arcsine of the square root of a proportion, whose variance depends on the size alone.",
    formulas: ["y = asin(sqrt(x/n))", "v = 1/(4 n)"],
    see: ["measure:PFT", "measure:PLO"],
  },
  PFT: {
    what: "The mean of two arcsines. The way back to a proportion needs one sample size; the harmonic mean of all is taken.",
    formulas: ["y = (asin(sqrt(x/(n + 1))) + asin(sqrt((x + 1)/(n + 1)))) / 2", "v = 1/(4 n + 2)"],
    see: ["measure:PAS", "measure:PLO"],
  },
  PLN: {
    what: "The logarithm of a proportion.",
    formulas: ["y = ln(x/n)", "v = 1/x - 1/n"],
    see: ["measure:PLO"],
  },
  PR: {
    what: "A proportion as it is. What is added to zeros changes its variance only.",
    formulas: ["y = x/n", "v = x (n - x) / n^3"],
    see: ["measure:PLO"],
  },
  IRLN: {
    what: "The logarithm of a rate: x events in person-time t.",
    formulas: ["y = ln(x/t)", "v = 1/x"],
    see: ["measure:IR", "measure:IRS"],
  },
  IRS: {
    what: "The square root of a rate, whose variance depends on person-time alone.",
    formulas: ["y = sqrt(x/t)", "v = 1/(4 t)"],
    see: ["measure:IRLN", "measure:IRFT"],
  },
  IRFT: {
    what: "The mean of two square roots. The way back to a rate needs one person-time; the harmonic mean of all is taken.",
    formulas: ["y = (sqrt(x/t) + sqrt((x + 1)/t)) / 2", "v = 1/(4 t)"],
    see: ["measure:IRS", "measure:IRLN"],
  },
  IR: {
    what: "A rate as it is. What is added to zeros changes its variance only.",
    formulas: ["y = x/t", "v = x/t^2"],
    see: ["measure:IRLN"],
  },
  MN: {
    what: "The mean of one group, in the unit of the outcome.",
    formulas: ["y = m", "v = SD^2 / n"],
    see: ["measure:MNLN", "measure:MD"],
  },
  MNLN: {
    what: "The logarithm of the mean of one group. It must be above 0.",
    formulas: ["y = ln(m)", "v = SD^2 / (n m^2)"],
    see: ["measure:MN", "measure:ROM"],
  },
  ZCOR: {
    what: "A correlation after Fisher's transformation, whose variance depends on the size alone.",
    formulas: ["y = atanh(r)", "v = 1/(n - 3)"],
    see: ["measure:COR", "measure:UCOR"],
  },
  COR: {
    what: "A correlation as it is.",
    formulas: ["y = r", "v = (1 - r^2)^2 / (n - 1)"],
    see: ["measure:ZCOR", "measure:UCOR"],
  },
  UCOR: {
    what: "A correlation freed of its bias towards 0, by Olkin and Pratt's hypergeometric function F. Needs five people.",
    formulas: ["y = r F(1/2, 1/2; (n - 2)/2; 1 - r^2)", "v = (1 - y^2)^2 / (n - 1)"],
    see: ["measure:COR", "measure:ZCOR"],
  },
  HR: {
    what: "How many times as high the hazard of the event is with treatment at any moment, taken as the same throughout. Studies report it; it is pooled as a logarithm.",
    formulas: ["y = ln(HR)", "SE = (ln(upper) - ln(lower)) / (2 z)", "v = SE^2"],
    see: ["format:estimate_ci", "format:o_e_v", "measure:IRR"],
  },
  GEN: {
    what: "Any effect that studies report with its uncertainty, pooled as it is.",
    formulas: ["y = est", "v = SE^2"],
    see: ["format:estimate_se", "format:estimate_ci"],
  },
};
