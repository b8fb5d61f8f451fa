import type { Catalog, Study, StudyEffect } from "../core/types";
import { findFormat } from "./blank";

/**
 * The study as if it had been typed in its family's own format, where the core converted it and the new numbers are
 * all it is pooled from: a median with quartiles becomes a mean and an SD. Any other study stays as it is.
 */
export function asConverted(study: Study, effect: StudyEffect | undefined, catalog: Catalog): Study {
  if (!effect?.cells) return study;
  const family = findFormat(catalog, study.format)?.family;
  const own = catalog.formats.find((format) => format.family === family);
  return own === undefined ? study : { ...study, format: own.id, cells: effect.cells };
}
