import { bcg } from "./bcg";
import type { Example } from "./build";
import { smoke } from "./smoke";
import { stroke } from "./stroke";

export type { Example } from "./build";

/** Published data sets to try the page with, one for each way of typing studies. */
export const examples: readonly Example[] = [bcg, stroke, smoke];
