// @effect-diagnostics asyncFunction:off
/** Folders for files that are written. */
import { mkdir, rm } from "node:fs/promises"
import { fileURLToPath } from "node:url"

/** An empty folder inside this package, where imports resolve as the package's own. */
export const makeFolder = async (name: string): Promise<string> => {
  const folder = fileURLToPath(new URL(`../dist-test/written/${name}`, import.meta.url))
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return folder
}
