import { t } from "../language/text";
import type { PastedBlock } from "../state/pasted";
import { plural } from "../text/format";
import { Dialog } from "../ui/dialog";
import { useApp } from "./app-model";
import { BlockColumns } from "./block-columns";
import { remap, shownBlock } from "./pasting";

function Reading({ block }: { block: PastedBlock }) {
  const app = useApp();
  const { report } = app.analysis.value;
  const used = (report?.effects ?? []).filter((effect) => effect.used).length;
  return (
    <>
      <BlockColumns block={block} usual={app.store.outcome.value.format} onChange={(next) => remap(app, next)} />
      <p class="hint" role="note">
        {plural(used, t`study`, t`studies`)}
        {t` can be analysed as the columns are now. Every change shows in the table at once, and Undo takes it back.`}
      </p>
    </>
  );
}

/** What each pasted column is, and what can be read in more than one way. */
export function MappingDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const block = shownBlock(app);
  return (
    <Dialog title={t`Columns of the paste`} onClose={onClose} wide>
      <div class="stack">
        {block ? (
          <Reading block={block} />
        ) : (
          <p>{t`The table has been changed since this paste, or the paste was undone. Paste again to change its columns.`}</p>
        )}
      </div>
    </Dialog>
  );
}
