import { baujat } from "./baujat";
import { bubble } from "./bubble";
import { caterpillar } from "./caterpillar";
import { drapery } from "./drapery";
import { forest } from "./forest";
import { funnel } from "./funnel";
import { gosh } from "./gosh";
import { influence } from "./influence";
import { labbe } from "./labbe";
import { orchard } from "./orchard";
import type { Plot } from "./plot";
import { radial } from "./radial";
import { cumulative, leaveOneOut } from "./running";
import { tauProfile } from "./tau-profile";

/** Every figure there is; the forest plot first. */
export const plots: readonly Plot[] = [
  forest,
  ...[caterpillar, orchard, tauProfile, drapery],
  ...[leaveOneOut, cumulative, influence, baujat, radial, gosh],
  ...[funnel, bubble, labbe],
];

export function plotOf(id: string): Plot | undefined {
  return plots.find((plot) => plot.id === id);
}
