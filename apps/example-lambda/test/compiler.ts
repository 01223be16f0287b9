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

interface Files {
  readonly include?: ReadonlyArray<string>
  readonly files?: ReadonlyArray<string>
  /** Projects that stand for their declarations. */
  readonly references?: ReadonlyArray<{ readonly path: string }>
}

/** What the compiler prints for these files under the repository's options, without the plugin's rules. */
export const compile = async (
  folder: string,
  files: Files,
  options: Readonly<Record<string, unknown>> = {},
  flags: ReadonlyArray<string> = []
): Promise<string> => {
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
  return run(compiler, ["-p", ".", "--pretty", "false", "--singleThreaded", ...flags], { cwd: folder }).then(
    ({ stdout }) => stdout,
    ({ stdout }: { readonly stdout: string }) => stdout
  )
}

/** Its errors in these files, one line each. */
export const complaints = async (
  folder: string,
  files: Files,
  options: Readonly<Record<string, unknown>> = {}
): Promise<ReadonlyArray<string>> =>
  (await compile(folder, files, options)).split("\n").filter((line) => /^\S.*error TS\d+/u.test(line))

/** Brings the declarations of these projects up to date. */
export const declare = async (...projects: ReadonlyArray<string>): Promise<void> => {
  await run(compiler, ["-b", ...projects], { cwd: root })
}
