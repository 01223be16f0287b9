// @effect-diagnostics asyncFunction:off
/** What a bundle loads in a process of its own: builtins of Node, and files. */
import { execFile } from "node:child_process"
import { pathToFileURL } from "node:url"
import { promisify } from "node:util"

const run = promisify(execFile)

/** Runs a script in a fresh process, where the URL of the main chunk `file` and `argument` are its arguments; the answer is its last line. */
export const inFreshNode = async <A>(
  file: string,
  script: string,
  argument = "",
  environment: Readonly<Record<string, string>> = {}
): Promise<A> => {
  const args = ["--input-type=module", "-e", script, pathToFileURL(file).href, argument]
  const { stdout } = await run(process.execPath, args, { env: { PATH: process.env["PATH"], ...environment } })
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "")
}

/** Tells the builtins of Node that an import loads. */
export const importAlone = `
  const before = new Set(process.moduleLoadList)
  await import(process.argv[1])
  const loaded = process.moduleLoadList.filter((name) => !before.has(name) && /^NativeModule (?!internal)/.test(name))
  console.log("\\n" + JSON.stringify(loaded.map((name) => name.slice(13)).sort()))
  process.exit(0)`

const filesLoaded = `
  import { registerHooks } from "node:module"
  const files = []
  registerHooks({ load: (url, context, next) => { if (url.startsWith("file:")) files.push(url.split("/").at(-1)); return next(url, context) } })`

/** Tells the files that an import loads. */
export const importThem = `${filesLoaded}
  await import(process.argv[1])
  console.log("\\n" + JSON.stringify(files))
  process.exit(0)`

/** Tells the status of one answer to the event that is the argument, and the files that were loaded for it. */
export const answerOnce = `${filesLoaded}
  const { handler } = await import(process.argv[1])
  const { statusCode } = await handler(JSON.parse(process.argv[2]))
  console.log("\\n" + JSON.stringify({ statusCode, files: files.sort() }))
  process.exit(0)`
