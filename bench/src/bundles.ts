// @effect-diagnostics asyncFunction:off
/** Both handlers as bundles, made by the same bundler with the same configuration. */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build, type RolldownOptions } from "rolldown"
import { lambda } from "@pgcrest/example-lambda/bundle"

export interface Bundle {
  readonly file: string
  readonly bytes: number
  readonly gzipped: number
}

const here = fileURLToPath(new URL("..", import.meta.url))
const example = fileURLToPath(new URL("../../apps/example-lambda", import.meta.url))

/** The example's `main`, as deployed. */
export const buildOurs = (): Promise<Bundle> => bundle({ ...lambda("main"), cwd: example }, "main")

/** The hand-written handler. */
export const buildHandwritten = (): Promise<Bundle> =>
  bundle({ ...lambda("handwritten"), cwd: here }, "handwritten")

async function bundle(config: RolldownOptions, name: string): Promise<Bundle> {
  const dir = join(here, "bundle", name)
  await build({ ...config, output: { ...config.output, dir } })
  const file = join(dir, `${name}.mjs`)
  const text = await readFile(file)
  return { file, bytes: text.length, gzipped: gzipSync(text).length }
}
