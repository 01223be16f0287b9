/**
 * The public API as text, so that a change of it shows in a diff: for each published package what its doors lead to, from
 * the declarations that `tsc -b` emitted. Checks the reports, and that each export says what it promises; `--write` writes
 * them.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import type { Statement } from "./declarations.ts"
import { publicDeclarations } from "./publicDeclarations.ts"

interface Manifest {
  readonly name: string
  readonly publishConfig?: {
    readonly exports?: Readonly<Record<string, string | { readonly types: string }>>
  }
}

const folder = "doors"
const linesShown = 40

/** The declaration files of a package's doors, in `dist`. */
const doorsOf = ({ publishConfig }: Manifest): ReadonlyArray<string> =>
  Object.values(publishConfig?.exports ?? {}).flatMap((door) =>
    typeof door === "string" ? [] : [door.types.replace("./dist/", "")]
  )

type Declarations = ReadonlyMap<string, ReadonlyArray<Statement>>

const reportOf = ({ name }: Manifest, declarations: Declarations): string => {
  const parts = [...declarations].map(
    ([file, statements]) => `// ${file}\n\n${statements.map(({ text }) => text).join("\n")}\n`
  )
  return [`What the doors of ${name} lead to. Written by \`pnpm doors\`.\n`, ...parts].join("\n")
}

/** The exports that say nothing where they are hovered; of a function, each signature is one. */
const silentIn = (declarations: Declarations): ReadonlyArray<string> =>
  [...declarations].flatMap(([file, statements]) =>
    statements.flatMap((statement) =>
      "exported" in statement && statement.exported && !statement.text.startsWith("/**")
        ? [`${statement.name} (${file.replace(/\.d\.ts$/u, ".ts")})`]
        : []
    )
  )

/** The lines of only one of two texts, those that went first. */
const difference = (before: string, after: string): string => {
  const [old, now] = [before.split("\n"), after.split("\n")]
  const [known, kept] = [new Set(old), new Set(now)]
  const lines = [
    ...old.filter((line) => !kept.has(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !known.has(line)).map((line) => `+ ${line}`)
  ]
  if (lines.length === 0) return "  the same lines in another order"
  const more = lines.length - linesShown
  return [...lines.slice(0, linesShown), ...(more > 0 ? [`  and ${more} lines more`] : [])].join("\n")
}

const write = process.argv.includes("--write")
let changed = 0
let silent = 0
const manifests = globSync("packages/*/package.json").toSorted()
for (const path of manifests) {
  const manifest: Manifest = JSON.parse(readFileSync(path, "utf8"))
  const declarations = publicDeclarations(join(dirname(path), "dist"), doorsOf(manifest))
  const exports = silentIn(declarations)
  silent += exports.length
  if (exports.length > 0)
    console.error(`Exports of ${manifest.name} without a sentence above them: ${exports.join(", ")}`)
  const report = reportOf(manifest, declarations)
  const file = join(folder, `${basename(dirname(path))}.txt`)
  const before = existsSync(file) ? readFileSync(file, "utf8") : ""
  if (before === report) continue
  changed++
  if (write) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, report)
  } else
    console.error(`The public API of ${manifest.name} is not that of ${file}:\n${difference(before, report)}`)
}
if (write) console.log(`${changed} of ${manifests.length} reports written`)
else if (changed > 0)
  console.error("If the change is meant, run `pnpm doors`, and tell of it in a changeset.")
else if (silent === 0) console.log(`${manifests.length} packages have the public API that ${folder}/ tells`)
process.exitCode = silent === 0 && (write || changed === 0) ? 0 : 1
