/** Gives the memory store one fault while it is loaded: `ResourceStoreMemory.ts?mutant=3` is the store of the fourth mutant. */
import { fileURLToPath } from "node:url"
import type { Plugin } from "vitest/config"
import { mutants } from "./mutants.ts"

const packages = fileURLToPath(new URL("../../../", import.meta.url))
const query = /\?mutant=(?<at>\d+)$/u

/** What a mutant has copies of its own of: the store, and what it is made of; all else is shared. */
const own = [
  "adapter-memory/src/",
  "core/src/index.ts",
  "core/src/query/",
  "core/src/row/",
  "core/src/store/guardUnit.ts"
]

const mutantOf = (id: string) => mutants[Number(query.exec(id)?.groups?.["at"] ?? -1)]

export const mutating: Plugin = {
  name: "mutating",
  enforce: "pre",
  resolveId(source, importer = "") {
    const mutant = mutantOf(importer)
    if (mutant === undefined) return null
    return this.resolve(source, importer.replace(query, ""), { skipSelf: true }).then((found) => {
      const carried = [...own, mutant.file].some((path) => found?.id.startsWith(packages + path) === true)
      return found !== null && carried ? `${found.id}?mutant=${mutants.indexOf(mutant)}` : found
    })
  },
  transform(code, id) {
    const mutant = mutantOf(id)
    if (mutant === undefined || id.replace(query, "") !== packages + mutant.file) return null
    const parts = code.split(mutant.from)
    if (parts.length !== 2)
      throw new Error(`"${mutant.from}" stands ${parts.length - 1} times in ${mutant.file}`)
    return parts.join(mutant.to)
  }
}
