/** `pgcrest init`: a database's declarations as files, or what has changed since they were written. */
import { PostgresClient } from "@pgcrest/adapter-postgres"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Description } from "../catalogue/Description.ts"
import { describe } from "../catalogue/describe.ts"
import { compare, type Comparison } from "../comparing/compare.ts"
import type { Timestamps } from "../declaring/fieldType.ts"
import { decisionsIn } from "../writing/Decisions.ts"
import { type Files, filesOf } from "../writing/filesOf.ts"
import { readFiles, writeFiles } from "./folder.ts"
import { type Outcome, refused } from "./Outcome.ts"

export interface InitOptions {
  /** Without one, the environment's. */
  readonly url: string | null
  readonly schemas: ReadonlyArray<string>
  /** Where the files go. */
  readonly out: string
  readonly access: "everyone" | "signedIn" | null
  readonly timestamps: Timestamps
  readonly overwrite: boolean
  readonly add: boolean
}

export const init = (options: InitOptions): Effect.Effect<Outcome> =>
  Layer.build(PostgresClient.layer(options.url === null ? {} : { url: options.url })).pipe(
    Effect.flatMap((client) => Effect.provide(describe(options.schemas), client)),
    Effect.scoped,
    Effect.flatMap((description) => written(description, options)),
    Effect.catch(({ message }) => Effect.succeed(refused(message)))
  )

const written = Effect.fnUntraced(function* (description: Description, options: InitOptions) {
  const { out, timestamps, access } = options
  if (description.tables.length === 0)
    return refused(`The database ${description.name} has no table to declare${inSchemas(options)}.`)
  const before = yield* readFiles(out)
  const adopted = DateTime.formatIso(yield* DateTime.now)
  const after = filesOf(description, { timestamps, access, adopted }, before)
  const found = compare(before, after)
  const toWrite = found.filter((one) => isToWrite(one, before, options))
  if (toWrite.length > 0) yield* writeFiles(out, chosen(after, toWrite))
  const outcome = outcomeOf(description, options, found, toWrite)
  return { ...outcome, notes: [...outcome.notes, ...unread(found, before, options)] }
})

function isToWrite(one: Comparison, before: Files, { overwrite, add }: InitOptions): boolean {
  if (isUnread(one, before)) return false
  return before.size === 0 || overwrite ? one._tag !== "Gone" : add && one._tag === "New"
}

/** Whether rules would be lost that somebody may have made: none can be found in its file. */
function isUnread({ _tag, path }: Comparison, before: Files): boolean {
  return _tag === "Changed" && path.startsWith("resources/") && decisionsIn(before.get(path) ?? "") === null
}

function unread(
  found: ReadonlyArray<Comparison>,
  before: Files,
  { overwrite }: InitOptions
): ReadonlyArray<string> {
  return found
    .filter((one) => overwrite && isUnread(one, before))
    .map(({ path }) => `Left as it is: ${path}, in which no access rules are found that could be kept.`)
}

function outcomeOf(
  description: Description,
  options: InitOptions,
  found: ReadonlyArray<Comparison>,
  written: ReadonlyArray<Comparison>
): Outcome {
  const open = found.filter((one) => !written.includes(one))
  const lines = [...written.map(({ path }) => `written: ${path}`), ...open.flatMap(told)]
  return {
    code: open.length > 0 ? 1 : 0,
    out: lines.map((line) => `${line}\n`).join(""),
    notes: [...warnings(description, options), ...advice(open, found, options)]
  }
}

function chosen(files: Files, comparisons: ReadonlyArray<Comparison>): Files {
  const paths = new Set(comparisons.map(({ path }) => path))
  return new Map([...files].filter(([path]) => paths.has(path)))
}

function inSchemas({ schemas }: InitOptions): string {
  return schemas.length === 0 ? "" : ` in ${schemas.join(", ")}`
}

function told(comparison: Comparison): ReadonlyArray<string> {
  switch (comparison._tag) {
    case "New":
      return [`new: ${comparison.path}`]
    case "Gone":
      return [`gone: ${comparison.path} (its table is not there any more)`]
    case "Changed":
      return [`changed: ${comparison.path}`, ...comparison.lines.map((line) => `  ${line}`)]
  }
}

const namesShown = 10

function warnings({ tables }: Description, { access }: InitOptions): ReadonlyArray<string> {
  const hidden = tables.filter(({ readable }) => !readable).map(({ schema, name }) => `${schema}.${name}`)
  const more = hidden.length > namesShown ? ` and ${hidden.length - namesShown} more` : ""
  return [
    ...(hidden.length === 0
      ? []
      : [
          `This role may not read ${hidden.slice(0, namesShown).join(", ")}${more}; ${hidden.length > 1 ? "they are" : "it is"} declared all the same.`
        ]),
    ...(access === null
      ? []
      : [
          `Warning: ${access === "everyone" ? "anybody" : "whoever is signed in"} may do everything in the new files.`
        ])
  ]
}

function advice(
  open: ReadonlyArray<Comparison>,
  found: ReadonlyArray<Comparison>,
  { overwrite }: InitOptions
): ReadonlyArray<string> {
  if (found.length === 0) return ["Nothing has changed."]
  if (open.length === 0) return found.some(({ path }) => path === "main.ts") ? [next] : []
  const [gone, others] = [open.some(isGone), !open.every(isGone)]
  return [
    ...(others && !overwrite ? [offer] : []),
    ...(gone ? ["What is gone is yours to delete; of a renamed table, move the rules to its new file."] : [])
  ]
}

function isGone({ _tag }: Comparison): boolean {
  return _tag === "Gone"
}

const offer = "Of these nothing was written: --add writes new files, --overwrite all; rules are kept."

const next =
  "Next: a rule for each verb in the files under resources, then pgcrest ddl with --audit-only, and pgcrest check."
