import { forest } from "./forest";
import type { Plot } from "./plot";

export const plots: readonly Plot[] = [forest];
