/** Gives the memory store one fault while it is loaded: `ResourceStoreMemory.ts?mutant=3` is the store of the fourth mutant. */
import { fileURLToPath } from "node:url"
import type { Plugin } from "vitest/config"
import type { Mutant } from "./Mutant.ts"
import { mutants } from "./mutants.ts"

const packages = fileURLToPath(new URL("../../../", import.meta.url))
const query = /\?mutant=(?<at>\d+)$/u

/** From the top: a mutant has copies of its own of its file's layer and of all above it; what lies below is shared. */
const layers = [
  "adapter-memory/src/",
  "core/src/index.ts",
  "core/src/store/guardUnit.ts",
  "core/src/store/makeKeys.ts",
  "core/src/store/findChanges.ts",
  "core/src/store/findDifferences.ts",
  "core/src/store/Rows.ts",
  "core/src/store/Differences.ts",
  "core/src/store/printShown.ts",
  "core/src/change/",
  "core/src/row/",
  "core/src/query/"
]

/** What columns hold on to, which no store has copies of: a mutant's edit stands beside the text, see `switched`. */
const shared = "core/src/value/"

const mutantOf = (id: string) => mutants[Number(query.exec(id)?.groups?.["at"] ?? -1)]

export const mutating: Plugin = {
  name: "mutating",
  enforce: "pre",
  resolveId(source, importer = "") {
    const mutant = mutantOf(importer)
    if (mutant === undefined) return null
    return this.resolve(source, importer.replace(query, ""), { skipSelf: true }).then((found) => {
      const carried = layersOf(mutant).some((path) => found?.id.startsWith(packages + path) === true)
      return found !== null && carried ? `${found.id}?mutant=${mutants.indexOf(mutant)}` : found
    })
  },
  transform(code, id) {
    if (id.startsWith(packages + shared)) return switched(code, id)
    const mutant = mutantOf(id)
    if (mutant === undefined || id.replace(query, "") !== packages + mutant.file) return null
    return edited(code, mutant)
  }
}

function layersOf({ file }: Mutant): ReadonlyArray<string> {
  const own = layers.findIndex((path) => file.startsWith(path))
  if (own < 0 && !file.startsWith(shared))
    throw new Error(`${file} is in no layer: no store would have the edit`)
  return layers.slice(0, own + 1)
}

function edited(code: string, { file, from, to }: Mutant): string {
  const parts = code.split(from)
  if (parts.length !== 2) throw new Error(`"${from}" stands ${parts.length - 1} times in ${file}`)
  return parts.join(to)
}

/** With every mutant of a file in it, each an expression beside another: `globalThis.mutant` says which one holds. */
function switched(code: string, id: string): string {
  const here = mutants.filter(({ file }) => id === packages + file)
  for (const mutant of here) edited(code, mutant)
  // Longer texts first: shorter ones may stand inside of them.
  const texts = [...new Set(here.map(({ from }) => from))].toSorted((a, b) => b.length - a.length)
  return texts.reduce((text, from) => text.replaceAll(from, () => choice(from, here)), code)
}

function choice(text: string, here: ReadonlyArray<Mutant>): string {
  const others = here.flatMap((mutant) =>
    mutant.from === text
      ? `globalThis.mutant === ${mutants.findIndex((one) => one === mutant)} ? (${mutant.to}) : `
      : []
  )
  return `(${others.join("")}(${text}))`
}
