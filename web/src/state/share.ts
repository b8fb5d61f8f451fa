import type { Catalog } from "../core/types";
import { t } from "../language/text";
import { blankOutcome, filledRows, settle } from "./blank";
import { own } from "./clean";
import { limits } from "./limits";
import { type FaultCode, faults, LinkFault } from "./share-faults";
import { decodeText } from "./share-read";
import { encodeText } from "./share-text";
import type { Review } from "./state";

export type { FaultCode } from "./share-faults";
export { LinkFault } from "./share-faults";

export interface ShareOptions {
  /** Title, question and names of outcomes; on unless said otherwise. */
  titles?: boolean;
  /** Names of studies; on unless said otherwise. */
  names?: boolean;
}

export type Decoded = { review: Review } | { error: { code: FaultCode; text: string } };

const KEY = "p=";

/** What packs a text into a link comes with the first link: most visits have none. */
const bytes = () => import("./share-bytes");

/**
 * The review as a fragment without its #. What the link leaves out is told by linkNotes().
 * Rejects with a LinkFault (code and text for the user) when the review is larger than a link may be.
 */
export async function encodeReview(review: Review, catalog: Catalog, options: ShareOptions = {}): Promise<string> {
  const { packText } = await bytes();
  const parts = { titles: options.titles ?? true, names: options.names ?? true };
  const fragment = KEY + packText(encodeText(review, catalog, parts));
  if (fragment.length > limits.fragment) throw new LinkFault("E_LINK_TOO_LONG");
  return fragment;
}

/** The fragment in a text that is nothing but a link or a code of ours; null in any other text. */
export function linkIn(text: string): string | null {
  return /^(?:[a-z][\w.+-]*:\S*#)?(p=[\w-]{12,})$/i.exec(text.trim())?.[1] ?? null;
}

async function open(fragment: string, catalog: Catalog): Promise<Review> {
  if (fragment.length > limits.fragment) throw new LinkFault("E_LINK_TOO_LONG");
  const { packText, repairPayload, unpackText } = await bytes();
  const payload = repairPayload(fragment.startsWith("#") ? fragment.slice(1) : fragment);
  if (!payload.startsWith(KEY)) throw new LinkFault("E_LINK_UNKNOWN");
  const packed = payload.slice(KEY.length);
  const review = decodeText(unpackText(packed), catalog, () => blankOutcome(catalog));
  const again = packText(encodeText(review, catalog, { titles: true, names: true }));
  if (again !== packed) throw new LinkFault("E_LINK_NONCANON");
  return settle(review);
}

/** Total: any text in, a review or an error out. E_LINK_UNKNOWN = the fragment is no link of ours: ignore it. */
export async function decodeFragment(fragment: string, catalog: Catalog): Promise<Decoded> {
  try {
    return { review: await open(fragment, catalog) };
  } catch (error) {
    const code = error instanceof LinkFault ? error.code : "E_LINK_CHECK";
    return { error: { code, text: faults[code] } };
  }
}

/** What a link of this review would not carry, in words for the person about to share it. */
export function linkNotes(review: Review, catalog: Catalog): string[] {
  const notes: string[] = [];
  const rows = review.outcomes.flatMap((outcome) => filledRows(outcome.rows));
  const long = rows.filter((row) => [...row.label].length > limits.linkCell).length;
  if (long > 0)
    notes.push(t`${long} study name(s) longer than ${limits.linkCell} characters are shortened in the link.`);
  const columns = new Map(catalog.formats.map((format) => [format.id, new Set(format.columns.map(({ id }) => id))]));
  const hidden = rows.filter((row) =>
    Object.keys(row.cells).some((id) => own(row.cells, id) !== "" && !columns.get(row.format)?.has(id)),
  ).length;
  if (hidden > 0)
    notes.push(
      t`${hidden} study(ies) also hold numbers typed in another format, which are not shown and not in the link.`,
    );
  const remarks = rows.filter(({ notes: remark }) => remark !== "").length;
  if (remarks > 0)
    notes.push(t`The notes on ${remarks} study(ies) stay in the draft and in the file: a link does not carry them.`);
  const support = rows.filter(({ rob_support }) => Object.keys(rob_support).length > 0).length;
  if (support > 0)
    notes.push(t`Support for the judgements on ${support} study(ies) stays in the draft and in the file, too.`);
  return notes;
}
