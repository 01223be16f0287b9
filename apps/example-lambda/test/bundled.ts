// @effect-diagnostics asyncFunction:off
/** The library's Lambda as deployed, built for one test file into a folder of its own. */
import { mkdir, mkdtemp, rm } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "rolldown"
import { lambda } from "../rolldown.config.ts"

export interface Bundled {
  readonly folder: string
  /** The main chunk. */
  readonly file: string
  readonly remove: () => Promise<void>
}

const app = fileURLToPath(new URL("..", import.meta.url))

/** Builds an entry, `main` unless another is named, as the configuration says; the caller removes it. */
export const bundle = async (entry = "main"): Promise<Bundled> => {
  await mkdir(join(app, "bundle"), { recursive: true })
  const folder = await mkdtemp(join(app, "bundle", "test-"))
  const config = lambda(entry)
  await build({ ...config, cwd: app, output: { ...config.output, dir: folder } })
  return { folder, file: join(folder, `${entry}.mjs`), remove: () => rm(folder, { recursive: true }) }
}
