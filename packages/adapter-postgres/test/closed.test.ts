// @effect-diagnostics asyncFunction:off
/** One more member of a closed set: where the compiler asks what becomes of it. */
import { execFile } from "node:child_process"
import { cp, readFile, rm, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { afterAll, assert, beforeAll, describe, test } from "vitest"

const more = [
  {
    what: "an operation",
    file: "core/src/change/Change.ts",
    text: '"adopt"\n',
    longer: '"adopt",\n  "split"\n',
    asked: ["run/failureOf.ts"]
  },
  {
    what: "a verdict",
    file: "adapter-postgres/src/statements/verdict.ts",
    text: '  | "Raced"\n',
    longer: '  | "Raced"\n  | "Postponed"\n',
    asked: ["statements/verdict.ts"]
  },
  {
    what: "a remedy",
    file: "adapter-postgres/src/client/sqlState.ts",
    text: '  | "oversize"\n',
    longer: '  | "oversize"\n  | "throttled"\n',
    asked: ["run/failureOf.ts", "run/retry.ts"]
  },
  {
    what: "a column type",
    file: "core/src/value/ColumnType.ts",
    text: '  | { readonly kind: "boolean" }\n',
    longer: '  | { readonly kind: "boolean" }\n  | { readonly kind: "bytea" }\n',
    asked: ["rows/readCell.ts", "rows/serialiser.ts", "sql/changeContent.ts", "sql/columns.ts"]
  }
]

const here = resolve(import.meta.dirname, "..")
const folder = join(here, "dist-test/closed")
const compiler = join(here, "../../node_modules/.bin/tsc")

/** The files of this package that do not compile when the sources of a house of its own say so. */
const complaints = async (house: string): Promise<ReadonlyArray<string>> => {
  const run = promisify(execFile)(compiler, ["--pretty", "false", "-p", house], { cwd: house })
  const told = await run.then(
    () => "",
    (error: { readonly stdout: string }) => error.stdout
  )
  const files = [...told.matchAll(/^adapter-postgres\/src\/([\w/]+\.ts)\(/gmu)].map(([, file = ""]) => file)
  return files
}

const options = {
  noEmit: true,
  composite: false,
  declarationMap: false,
  incremental: false,
  rootDir: ".",
  types: ["node"],
  paths: { "@pgcrest/core": ["./core/src/index.ts"] }
}
const config = {
  extends: "../../../../../tsconfig.base.json",
  include: ["adapter-postgres/src"],
  compilerOptions: options
}

/** Copies core and this package, and puts one member more into one file. */
const build = async ({ file, text, longer }: (typeof more)[number], house: string) => {
  await cp(join(here, "../core/src"), join(house, "core/src"), { recursive: true })
  await cp(join(here, "src"), join(house, "adapter-postgres/src"), { recursive: true })
  await writeFile(join(house, "tsconfig.json"), JSON.stringify(config))
  const source = await readFile(join(house, file), "utf8")
  assert.lengthOf(source.split(text), 2, `${file} has ${text} once`)
  await writeFile(join(house, file), source.replace(text, longer))
}

beforeAll(() => rm(folder, { recursive: true, force: true }))
afterAll(() => rm(folder, { recursive: true, force: true }))

describe("the compiler asks for a decision where there is one more of", () => {
  test.each(more.map((member, at) => ({ ...member, house: join(folder, String(at)) })))(
    "$what",
    async (member) => {
      await build(member, member.house)
      assert.includeMembers([...(await complaints(member.house))], member.asked)
    },
    60_000
  )
})
