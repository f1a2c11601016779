/** The glue of the module that reads files, loaded when a file needs it. */
export const files = () => import("gouji/files");
