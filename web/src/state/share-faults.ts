import { t } from "../language/text";

export const faults = {
  E_LINK_UNKNOWN: t`This address holds no data of Pooled.`,
  E_LINK_TOO_LONG: t`This link is longer than Pooled accepts. Ask for the file instead.`,
  E_LINK_CHARS: t`This link contains characters that do not belong in it. Copy it again from its first to its last character.`,
  E_LINK_SHORT: t`This link was cut off. Ask for it again, or for the file.`,
  E_LINK_NEWER: t`This link was made with a newer version of Pooled. Open it with the current version.`,
  E_LINK_TOO_LARGE: t`This link holds more data than Pooled accepts.`,
  E_LINK_CHECK: t`This link is incomplete or damaged: its checksum does not match. Ask for it again, or for the file.`,
  E_LINK_UTF8: t`This link holds text that cannot be read.`,
  E_LINK_ROWS: t`This link holds a table whose rows do not fit together, or more than 5,000 studies.`,
  E_LINK_COLS: t`This link holds a column that Pooled does not know, or too many columns.`,
  E_LINK_CELL: t`This link holds a text longer than 200 characters.`,
  E_LINK_SETTING: t`This link holds a setting that Pooled does not know.`,
  E_LINK_NONCANON: t`This link is damaged or was not made by Pooled. Ask for it again, or for the file.`,
} as const;

export type FaultCode = keyof typeof faults;

/** Why a link cannot be opened, or cannot be made. */
export class LinkFault extends Error {
  readonly code: FaultCode;
  constructor(code: FaultCode) {
    super(faults[code]);
    this.code = code;
  }
}
