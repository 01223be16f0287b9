// @effect-diagnostics asyncFunction:off
/** One run of the compiler over a folder of the test's own, for tests of what it says. */
import { execFile } from "node:child_process"
import { mkdir, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

/** The repository's folder. */
export const root: string = fileURLToPath(new URL("../../../", import.meta.url))

const compiler = join(root, "node_modules/.bin/tsc")
const run = promisify(execFile)

/** An empty folder inside this package, where imports resolve as the package's own. */
export const makeFolder = async (name: string): Promise<string> => {
  const folder = fileURLToPath(new URL(`../dist-test/${name}`, import.meta.url))
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return folder
}

/** What the compiler says of these files under the repository's options, one line an error; without the plugin's rules. */
export const complaints = async (
  folder: string,
  files: { readonly include?: ReadonlyArray<string>; readonly files?: ReadonlyArray<string> },
  options: Readonly<Record<string, unknown>> = {}
): Promise<ReadonlyArray<string>> => {
  const compilerOptions = {
    noEmit: true,
    composite: false,
    incremental: false,
    declarationMap: false,
    sourceMap: false,
    rootDir: root,
    types: ["node"],
    plugins: [],
    ...options
  }
  const config = { extends: join(root, "tsconfig.base.json"), ...files, compilerOptions }
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config))
  const told = await run(compiler, ["-p", ".", "--pretty", "false", "--singleThreaded"], {
    cwd: folder
  }).then(
    () => "",
    ({ stdout }: { readonly stdout: string }) => stdout
  )
  return told.split("\n").filter((line) => /^\S.*error TS\d+/u.test(line))
}
