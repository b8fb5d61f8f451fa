import { en } from "../text/en";
import { Dialog } from "../ui/dialog";
import { Published } from "./published";

export function PublishedDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={en.published} onClose={onClose} wide>
      <Published />
    </Dialog>
  );
}
