// @effect-diagnostics asyncFunction:off
/** Folders for files that are written, and what the compiler says of them. */
import { execFile } from "node:child_process"
import { mkdir, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

const root = fileURLToPath(new URL("../../../", import.meta.url))
const run = promisify(execFile)

/** An empty folder inside this package, where imports resolve as the package's own. */
export const makeFolder = async (name: string): Promise<string> => {
  const folder = fileURLToPath(new URL(`../dist-test/written/${name}`, import.meta.url))
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return folder
}

/** What the compiler says of all that lies in a folder, one line an error. */
export const complaints = async (folder: string): Promise<ReadonlyArray<string>> => {
  const config = {
    extends: join(root, "tsconfig.base.json"),
    include: ["**/*.ts"],
    compilerOptions: {
      noEmit: true,
      composite: false,
      incremental: false,
      declarationMap: false,
      sourceMap: false,
      rootDir: root,
      types: ["node"],
      plugins: []
    }
  }
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config))
  const told = await run(join(root, "node_modules/.bin/tsc"), ["-p", ".", "--pretty", "false"], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024
  }).then(
    () => "",
    ({ stdout }: { readonly stdout: string }) => stdout
  )
  return told.split("\n").filter((line) => /^\S.*error TS\d+/u.test(line))
}
