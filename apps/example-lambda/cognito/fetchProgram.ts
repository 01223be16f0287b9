// @effect-diagnostics asyncFunction:off
/** The program cognito-local, from npx's cache or the registry: at 128 MB it is too large to be everybody's dependency. */
import { execFile } from "node:child_process"
import { promisify } from "node:util"

const run = promisify(execFile)
const version = "cognito-local@5.3.0"

/** Its path; says so before it downloads, and fails with a sentence where it cannot. */
export const fetchProgram = async (print: (line: string) => void, signal: AbortSignal): Promise<string> => {
  const kept = await find(["--no", "--prefer-offline"], signal).catch(() => undefined)
  signal.throwIfAborted()
  if (kept !== undefined) return kept
  print(`Fetching ${version} by npx, 128 MB this first time …`)
  return find(["--yes"], signal).catch((error: unknown) =>
    Promise.reject(new Error(`${version} could not be fetched by npx: ${reason(error)}`))
  )
}

// Within npx the program is on the PATH. Without consent to download it, npx would still ask a registry whether what it
// keeps is fresh, and wait more than a minute for one that does not answer.
const find = async (options: ReadonlyArray<string>, signal: AbortSignal): Promise<string> => {
  const found = ["--package", version, "--call", "command -v cognito-local"]
  const { stdout } = await run("npx", [...options, ...found], { signal })
  return stdout.trim()
}

// The first line in which npm says more than a code.
const reason = (error: unknown): string => {
  const [first = "", ...lines] = String(error).split("\n")
  const told = lines.flatMap((line) => /^npm error (?!code |syscall |errno )(.+)/u.exec(line)?.[1] ?? [])
  return told[0] ?? first
}
