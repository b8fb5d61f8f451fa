import { useMemo } from "preact/hooks";
import { svgBlob } from "../files/svg";
import { t } from "../language/text";
import { QR_EASY, QR_MOST, qrCode } from "../plots/qr";
import { formatCount } from "../text/format";
import { Button } from "../ui/button";
import { Drawing } from "../ui/drawing";
import { fileName, saveFile } from "../ui/save";

interface Props {
  /** The link, or the code where the link would open on this device only. */
  text: string;
  isLink: boolean;
  title: string;
}

/** The whole data set to be photographed from the screen; shown up to what a code holds. */
export function QrSection({ text, isLink, title }: Props) {
  const qr = useMemo(() => qrCode(text, t`QR code of the ${isLink ? t`link` : t`code`}`), [text, isLink]);
  if (!qr)
    return (
      <p class="hint">
        {t`No QR code: `}
        {formatCount(text.length)}
        {t` characters are more than one holds (`}
        {formatCount(QR_MOST)}
        {t`). Save the file instead.`}
      </p>
    );
  const how = isLink
    ? t`Point a camera at it: it opens the link.`
    : t`Point a camera at it, copy the text and paste it into the table of any copy of Pooled.`;
  return (
    <>
      <div class="qr">
        <Drawing node={qr.node} />
      </div>
      <p class={qr.bytes <= QR_EASY ? "hint" : "length fair"}>
        {qr.modules} × {qr.modules}
        {t` dots.`} {qr.bytes <= QR_EASY ? how : t`So many dots need a steady, near camera. ${how}`}
      </p>
      <div class="row">
        <Button onClick={() => saveFile(fileName(title, "-qr.svg"), svgBlob(qr.node))}>{t`Save the QR code`}</Button>
      </div>
    </>
  );
}
