/**
 * Why a module could not be loaded: the download did not come through; the site does not have it; what came is something
 * else; the site's policy forbids to run it; the browser cannot run it.
 */
export type LoadFault = "blocked" | "missing" | "damaged" | "policy" | "unsupported";

/** A module that could not be loaded. */
export class ModuleFailure extends Error {
  constructor(
    readonly fault: LoadFault,
    details: string,
  ) {
    super(details);
  }
}

/** Why something could not be loaded; a script that does not come tells nothing more of itself. */
export function faultOf(error: unknown): LoadFault {
  return error instanceof ModuleFailure ? error.fault : "blocked";
}

/** Downloads and compiles a module. A server that gives a wrong media type is borne with. */
export async function download(address: string | URL): Promise<WebAssembly.Module> {
  let bytes: ArrayBuffer;
  try {
    const response = await fetch(address);
    if (!response.ok) throw new ModuleFailure("missing", `${response.status} ${address}`);
    bytes = await response.arrayBuffer();
  } catch (error) {
    throw error instanceof ModuleFailure ? error : new ModuleFailure("blocked", `${address} ${error}`);
  }
  return compile(bytes);
}

/** Compiles a module. */
export async function compile(bytes: BufferSource): Promise<WebAssembly.Module> {
  if (!("WebAssembly" in globalThis)) throw new ModuleFailure("unsupported", "no WebAssembly");
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new ModuleFailure((await compilesAnything()) ? "damaged" : "policy", String(error));
  }
}

/** The smallest module there is: its signature and version. */
const SMALLEST = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Browsers name a policy's refusal each in words of their own; that nothing at all compiles is the same in all. */
async function compilesAnything(): Promise<boolean> {
  try {
    await WebAssembly.compile(SMALLEST);
    return true;
  } catch {
    return false;
  }
}
