import { rScript } from "../files/r-script";
import { t } from "../language/text";
import { qrCode } from "../plots/qr";
import type { ReportInput, Section } from "./context";
import { type Block, heading, type Link, paragraph, section } from "./document";
import { nameOf } from "./methods";

/** What lets a reader check the report: the version, the fingerprint, the link, the code, the papers. */

function linkOf({ target, isAddress }: NonNullable<ReportInput["link"]>): Link {
  const text = isAddress ? t`This address opens the review` : t`This code, pasted into Pooled, opens the review`;
  const qr = qrCode(target, t`QR code of the ${isAddress ? t`address` : t`code`}`)?.node ?? null;
  return { kind: "link", text, target, isAddress, qr };
}

export const provenance: Section = ({ catalog, fingerprint, link, made }) => {
  const print =
    fingerprint === null
      ? ""
      : t` Fingerprint of the data, the settings and the results: ${fingerprint}. Pages that show the same fingerprint hold the same numbers and find the same.`;
  const day = made === "" ? "" : t` Report made on ${made}.`;
  const links = link === null ? [] : [linkOf(link)];
  return section(1, t`How to check this`, [
    paragraph(t`Computed with Pooled ${catalog.engine}.${day}${print}`),
    ...links,
  ]);
};

export const sources: Section = ({ refs }) => {
  const items = refs.list();
  return items.length === 0 ? [] : section(1, t`References`, [{ kind: "list", items, numbered: true }]);
};

export const code: Section = ({ outcomes, catalog, review }) => {
  const several = outcomes.length > 1;
  const blocks = outcomes.flatMap((one, i): Block[] => [
    ...(several ? [heading(2, nameOf(one, i))] : []),
    { kind: "code", text: rScript(one.outcome, catalog, one.report, review.title, one.groupings) },
  ]);
  return section(1, t`R code`, blocks);
};
