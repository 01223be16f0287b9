/** What doors lead to: the declarations that they pass on, and those that these name in turn. */
import { readFileSync } from "node:fs"
import { join, posix } from "node:path"
import { type Passed, type Statement, statementsOf } from "./declarations.ts"

type Files = ReadonlyMap<string, ReadonlyArray<Statement>>

/** The statements by file, doors first, then by name; within a file as they stand. Other packages are not followed. */
export const publicDeclarations = (folder: string, doors: ReadonlyArray<string>): Files => {
  const files = new Map<string, ReadonlyArray<Statement>>()
  const kept = new Set<Statement>()
  const named = new Set<string>()

  const statements = (file: string) => {
    const known = files.get(file) ?? statementsOf(readFileSync(join(folder, file), "utf8"))
    files.set(file, known)
    return known
  }

  const isNew = (key: string) => !named.has(key) && named.add(key)

  const keepAll = (file: string) => {
    if (!isNew(`${file} *`)) return
    for (const statement of statements(file)) {
      if (statement.kind === "export") {
        for (const name of statement.names.keys()) keepPassed(file, statement, name)
      } else if ("exported" in statement && statement.exported) keep(file, statement)
    }
  }

  /** Keeps what a name stands for in a file, types alone unless it stands where a value can. */
  const keepName = (file: string, name: string, asValue: boolean) => {
    if (!isNew(`${file} ${name} ${asValue}`)) return
    for (const statement of statements(file)) {
      if (statement.kind === "type" || (statement.kind === "value" && asValue)) {
        if (statement.name === name) keep(file, statement)
      } else if (statement.kind === "export" && statement.names.has(name)) keepPassed(file, statement, name)
    }
  }

  const keepPassed = (file: string, statement: Passed, name: string) => {
    kept.add(statement)
    const there = statement.names.get(name) ?? name
    if (statement.from === "") keepWord(file, { name: there, member: undefined, asValue: true })
    else keepFrom(file, statement.from, there, true)
  }

  const keepFrom = (file: string, from: string, name: string, asValue: boolean) => {
    if (!from.startsWith(".")) return
    const target = posix.join(posix.dirname(file), from).replace(/\.[jt]s$/u, ".d.ts")
    if (name === "*") keepAll(target)
    else keepName(target, name, asValue)
  }

  const keep = (file: string, statement: Statement) => {
    if (kept.has(statement)) return
    kept.add(statement)
    for (const [, from = "", name = ""] of statement.code.matchAll(/import\("([^"]+)"\)\.([\w$]+)/gu))
      keepFrom(file, from, name, true)
    const code = statement.code.replaceAll(/"[^"]*"/gu, '""')
    for (const [, before, name = "", member] of code.matchAll(
      /(?<![.\w$])(typeof |extends )?([A-Za-z_$][\w$]*)(?:\.([\w$]+))?/gu
    ))
      keepWord(file, { name, member, asValue: before !== undefined })
  }

  const keepWord = (file: string, { name, member, asValue }: Word) => {
    for (const statement of statements(file)) {
      if (statement.kind !== "import") continue
      const there = statement.names.get(name)
      if (there === "*") keepFrom(file, statement.from, member ?? "*", asValue)
      else if (there !== undefined) keepFrom(file, statement.from, there, asValue)
    }
    keepName(file, name, asValue)
  }

  for (const door of doors) keepAll(door)
  const shown = (file: string) => statements(file).filter((one) => kept.has(one) || isAugmentation(one))
  const reached = [...files.keys()].filter((file) => statements(file).some((one) => kept.has(one)))
  const rest = reached.filter((file) => !doors.includes(file)).toSorted()
  return new Map([...doors, ...rest].map((file) => [file, shown(file)]))
}

/** What a file adds to another module comes with any part of it. */
function isAugmentation({ kind, code }: Statement): boolean {
  return kind === "other" && code.startsWith("declare ")
}

interface Word {
  readonly name: string
  readonly member: string | undefined
  readonly asValue: boolean
}
