// @effect-diagnostics asyncFunction:off
/** All handlers as bundles, made by the same bundler with the same configuration. */
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build, type OutputChunk, type RolldownOptions } from "rolldown"
import { lambda } from "@pgcrest/example-lambda/bundle"
import type { SideName } from "./Operation.ts"

export interface Bundle {
  readonly file: string
  readonly bytes: number
  readonly gzipped: number
}

/** `L+effect` is L with what ours loads of effect, and does nothing with it: for cold starts alone. */
export type Bundles = Readonly<Record<SideName | "ours+batch" | "L+effect", Bundle>>

const here = fileURLToPath(new URL("..", import.meta.url))
const example = fileURLToPath(new URL("../../apps/example-lambda", import.meta.url))

/** Bundles all of them into `bundle/`. */
export const buildAll = async (): Promise<Bundles> => {
  const { bundle: ours, chunks } = await bundleOf("ours", "src/ours/ours.ts")
  const { bundle: batched } = await bundleOf("ours-batch", "src/ours/batched.ts")
  const { bundle: L } = await bundleOf("L", "src/byHand/L.ts")
  const { bundle: history } = await bundleOf("L-history", "src/byHand/L-history.ts")
  const { bundle: loading } = await bundleOf("L-effect", await writeLoading(chunks))
  return { ours, "ours+batch": batched, L, "L-history": history, "L+effect": loading }
}

/** The example's Lambda for the whole library, as deployed. */
export const buildExample = async (): Promise<Bundle> => {
  const { bundle } = await bundleOf("main", "src/main.ts", example)
  return bundle
}

/** Our side with reads of the past. */
export const buildPast = async (): Promise<Bundle> => {
  const { bundle } = await bundleOf("past", "src/past/handler.ts")
  return bundle
}

async function bundleOf(name: string, input: string, cwd = here) {
  const dir = join(here, "bundle", name)
  const config: RolldownOptions = lambda(name)
  const made = await build({
    ...config,
    cwd,
    input: { [name]: input },
    output: { ...config.output, dir }
  })
  const file = join(dir, `${name}.mjs`)
  const text = await readFile(file)
  const chunks = made.output.filter((part) => part.type === "chunk")
  return { bundle: { file, bytes: text.length, gzipped: gzipSync(text).length }, chunks }
}

/** Writes an entry that brings into L all that the chunks have of effect, name by name, and returns its path. */
async function writeLoading(chunks: ReadonlyArray<OutputChunk>): Promise<string> {
  const used = chunks
    .filter(({ isEntry }) => isEntry)
    .flatMap(({ modules }) => Object.entries(modules))
    .map(([file, { renderedExports }]) => [file, renderedExports] as const)
    .filter(([file, names]) => /\/node_modules\/effect\/dist\//u.test(file) && names.length > 0)
  const imports = used.map(([file, names], at) => {
    const renamed = names.map((name, place) => `${name} as m${at}_${place}`)
    return `import { ${renamed.join(", ")} } from ${JSON.stringify(file)}`
  })
  const kept = used.flatMap(([, names], at) => names.map((_, place) => `m${at}_${place}`))
  const source = [
    ...imports,
    `export { handler } from ${JSON.stringify(join(here, "src/byHand/L.ts"))}`,
    `export const loaded = [${kept.join(", ")}]`
  ]
  const file = join(here, "bundle", "entry", "L-effect.mjs")
  await mkdir(join(here, "bundle", "entry"), { recursive: true })
  await writeFile(file, `${source.join("\n")}\n`)
  return file
}
