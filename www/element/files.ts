import * as glue from "gouji/files";

/** The glue of the module that reads files, at hand from the start: Vite up to 7 bundles no worker that loads more later. */
export const files = async () => glue;
