import type { App } from "./app-model";

/** The hosted copy for a page opened from disk, if there is one; else the page itself. */
export function linkBase(app: App): string {
  const { local, publicUrl } = app.platform;
  return local && publicUrl !== "" ? publicUrl : location.href.replace(/#.*/s, "");
}

/** A link to this very file is of no use to another device; the code alone opens in every copy of the page. */
export const hasLink = ({ platform }: App): boolean => !platform.local || platform.publicUrl !== "";
