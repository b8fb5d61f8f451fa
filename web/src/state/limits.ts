/** Sizes no data set may exceed, whichever way it comes in (reliability.md section 7). */
export const limits = {
  /** Studies of a whole review. */
  rows: 5000,
  /** Columns of one outcome. */
  columns: 64,
  /** Columns of a table we wrote ourselves, with studies typed in every way there is. */
  ownColumns: 256,
  outcomes: 100,
  /** Characters of one text in a link; figures clip there too. */
  linkCell: 200,
  /** Characters of a title, question or other setting in a link. */
  linkSetting: 1000,
  /** Characters of one text in the table, the draft and the file. */
  text: 10_000,
  /** Characters of a link's fragment. */
  fragment: 65_536,
  /** Bytes of a link's text once unpacked. */
  raw: 1_048_576,
  /** Characters of a file or a paste. */
  file: 5_000_000,
  /** Bytes of a file of any kind, packed or not. */
  fileBytes: 25_000_000,
  /** Bytes of everything that is read out of a packed file (XLSX, data package). */
  unpacked: 40_000_000,
  /** Files in a packed file. */
  packedFiles: 2000,
  /** Nesting of a JSON file; ours needs 6. */
  depth: 8,
  /** Nesting of elements in an XML file. */
  elements: 100,
  undo: 100,
} as const;
