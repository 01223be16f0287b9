/** Whether the tests notice: changes a few lines of the packages at random, one at a time, and runs the tests that reach each. */
import { type ChildProcess, spawn } from "node:child_process"
import { copyFileSync, existsSync, globSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { stripTypeScriptTypes } from "node:module"
import { parseArgs } from "node:util"

interface Mutant {
  readonly file: string
  readonly line: number
  readonly at: number
  readonly from: string
  readonly to: string
}

/** The tests of the memory store but for its own mutants, which would find the text changed that they change. */
const ofMemory = ["ResourceStoreMemory", "filters"]

/** Who must notice a change of a package, after the tests beside the file: all of its own, then what is built on it, the contract of both stores included. */
const testsOf: Readonly<
  Record<string, ReadonlyArray<readonly [folder: string, ...filters: ReadonlyArray<string>]>>
> = {
  core: [
    ["packages/core"],
    ["packages/adapter-memory", ...ofMemory],
    ["packages/rest"],
    ["packages/adapter-postgres", "ResourceStorePostgres"]
  ],
  rest: [["packages/rest"], ["apps/example-lambda", "test/wire"]],
  postgrest: [["packages/postgrest"]],
  "adapter-memory": [["packages/adapter-memory", ...ofMemory]],
  "adapter-cognito": [["packages/adapter-cognito"]],
  "adapter-postgres": [["packages/adapter-postgres", "ResourceStorePostgres"], ["packages/adapter-postgres"]]
}

/** What stands in a line, and what a slip of the hand makes of it; the last only in SQL. */
const slips: ReadonlyArray<readonly [pattern: RegExp, to: (found: string) => string]> = [
  [/ (===|!==) /gu, (found) => (found === " === " ? " !== " : " === ")],
  [
    / (<=?|>=?) /gu,
    (found) => (found.includes("=") ? found.replace("=", "") : found.replace(/[<>]/u, "$&="))
  ],
  [/ (&&|\|\|) /gu, (found) => (found === " && " ? " || " : " && ")],
  [/\bif \(/gu, () => "if (!"],
  [/\b(true|false)\b/gu, (found) => (found === "true" ? "false" : "true")],
  [/(?<=return |=> |[?:] )(null|0|1)(?=$|[,)\s])/gu, (found) => (found === "0" ? "1" : "0")],
  [/ [+-] (?=\w)/gu, (found) => (found === " + " ? " - " : " + ")],
  [/\.(some|every)\(/gu, (found) => (found === ".some(" ? ".every(" : ".some(")],
  [/\.(toReversed|toSorted|flat)\(\)/gu, () => ".slice()"],
  [/\bMath\.(min|max)\(/gu, (found) => (found === "Math.min(" ? "Math.max(" : "Math.min(")],
  [/"(asc|desc)"/gu, (found) => (found === '"asc"' ? '"desc"' : '"asc"')],
  [/(?<=^\s*)[\w#][\w#.]*(\?\.)?\([^()]*\)$/gu, () => "void 0"]
]
const slipsOfSql: typeof slips = [
  [/ (and|or) /gu, (found) => (found === " and " ? " or " : " and ")],
  [/ (=|<>) /gu, (found) => (found === " = " ? " <> " : " = ")],
  [/ is (not )?null\b/gu, (found) => (found === " is null" ? " is not null" : " is null")],
  [/\bcoalesce\((?=\w)/gu, () => "nullif("],
  [/ (desc|asc)\b/gu, (found) => (found === " asc" ? " desc" : " asc")]
]

const root = new URL("../", import.meta.url).pathname
const copyOf = (file: string) => `${root}${file}.unmutated`

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "packages/*/src/**/*.ts" },
    list: { type: "boolean", default: false }
  }
})
const random = mulberry32(Number(values.seed))

// A run that was killed could not put its file back.
for (const copy of globSync("packages/*/src/**/*.unmutated", { cwd: root }))
  renameSync(root + copy, root + copy.replace(/\.unmutated$/u, ""))

const files = globSync(values.only, { cwd: root })
  .filter((file) => packageOf(file) in testsOf && !file.endsWith("index.ts"))
  .toSorted()
const lines = [...Map.groupBy(files.flatMap(mutantsOf), ({ file, line }) => `${file}:${line}`).values()]
const chosen: Array<Mutant> = []
while (chosen.length < Number(values.count) && lines.length > 0) {
  const [line = []] = lines.splice(Math.floor(random() * lines.length), 1)
  const mutant = line[Math.floor(random() * line.length)]
  if (mutant !== undefined && parses(mutant)) chosen.push(mutant)
}

let running: ChildProcess | undefined
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    running?.kill()
    process.exit(130)
  })

const quick = ["--bail=1", "--reporter=dot", "--passWithNoTests"]
const survivors: Array<Mutant> = []
for (const mutant of chosen) {
  const killer = values.list ? "listed" : await killerOf(mutant)
  if (killer === null) survivors.push(mutant)
  const { file, line, from, to } = mutant
  console.log(
    `${killer === null ? "SURVIVED" : "killed  "} ${file}:${line}  ${from.trim()} → ${to.trim()}  ${killer ?? ""}`
  )
}
console.log(`${chosen.length - survivors.length} of ${chosen.length} killed, seed ${values.seed}`)
process.exitCode = survivors.length === 0 ? 0 : 1

/** Who noticed the mutant first; null for nobody. */
async function killerOf(mutant: Mutant): Promise<string | null> {
  const restore = apply(mutant)
  process.once("exit", restore)
  try {
    for (const [folder, ...filters] of [mirrorOf(mutant.file), ...(testsOf[packageOf(mutant.file)] ?? [])])
      if (!(await passes(folder, "vitest", "run", ...quick, ...filters))) return folder
    const options = [
      "--noEmit",
      "--composite",
      "false",
      "--incremental",
      "false",
      "--declarationMap",
      "false"
    ]
    return (await passes(".", "tsc", "-p", `packages/${packageOf(mutant.file)}`, ...options)) ? null : "tsc"
  } finally {
    restore()
    process.removeListener("exit", restore)
  }
}

function mutated(text: string, { at, from, to }: Mutant): string {
  return text.slice(0, at) + to + text.slice(at + from.length)
}

function parses(mutant: Mutant): boolean {
  try {
    stripTypeScriptTypes(mutated(readFileSync(root + mutant.file, "utf8"), mutant))
    return true
  } catch {
    return false
  }
}

/** The tests of a file's own name, else those beside them: nearly always they notice. */
function mirrorOf(file: string): readonly [folder: string, filter: string] {
  const [packages, name, , ...path] = file.replace(/\.ts$/u, "").split("/")
  const own = `test/${path.join("/")}.`
  const folder = `${packages}/${name}`
  const isThere = globSync(`${own}*`, { cwd: root + folder }).length > 0
  return [folder, isThere ? own : own.slice(0, own.lastIndexOf("/") + 1)]
}

/** Writes the mutant over its file; the returned function puts the copy back. */
function apply(mutant: Mutant): () => void {
  const { file } = mutant
  const path = root + file
  copyFileSync(path, copyOf(file))
  writeFileSync(path, mutated(readFileSync(path, "utf8"), mutant))
  return () => existsSync(copyOf(file)) && renameSync(copyOf(file), path)
}

/** Whether a command ends well within three minutes: an endless loop is noticed as well. */
function passes(folder: string, command: string, ...args: ReadonlyArray<string>): Promise<boolean> {
  const options = { cwd: root + folder, stdio: "ignore", timeout: 180_000 } as const
  return new Promise((resolve) => {
    running = spawn(`${root}node_modules/.bin/${command}`, args, options)
    running.on("exit", (code) => resolve(code === 0))
  })
}

/** Every slip that a file's code has room for; types and comments have none. */
function mutantsOf(file: string): ReadonlyArray<Mutant> {
  const text = readFileSync(root + file, "utf8")
  const isSql = /^packages\/adapter-postgres\/src\/(statements|sql|schema)\//u.test(file)
  let start = 0
  return stripTypeScriptTypes(text)
    .split("\n")
    .flatMap((code, index) => {
      const offset = start
      start += code.length + 1
      if (/^\s*(\/\/|\/?\*|import |export \*|\} from )/u.test(code)) return []
      const end = code.search(/(?<=\s)\/\/ /u)
      const visible = end === -1 ? code : code.slice(0, end)
      const sql = visible.includes("`")
        ? visible.indexOf("`")
        : /=>|^\s*\w+ \w+ =/u.test(visible)
          ? Infinity
          : 0
      return [...slips, ...(isSql ? slipsOfSql : [])].flatMap(([pattern, to]) =>
        [...visible.matchAll(pattern)].flatMap(({ 0: from, index: at }) =>
          slipsOfSql.some(([own]) => own === pattern) && at < sql
            ? []
            : [negated(text, { file, line: index + 1, at: offset + at, from, to: to(from) })]
        )
      )
    })
}

/** A condition is negated as a whole: up to the parenthesis that closes it. */
function negated(text: string, mutant: Mutant): Mutant {
  if (mutant.from !== "if (") return mutant
  let depth = 1
  let end = mutant.at + mutant.from.length
  while (depth > 0) depth += { "(": 1, ")": -1 }[text[end++] ?? ""] ?? 0
  const condition = text.slice(mutant.at + mutant.from.length, end - 1)
  return { ...mutant, from: `if (${condition})`, to: `if (!(${condition}))` }
}

function packageOf(file: string): string {
  return file.split("/")[1] ?? ""
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
