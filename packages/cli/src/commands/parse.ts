/** The command line as data. */
import { Command, CommanderError, Option } from "commander"
import * as Result from "effect/Result"
import type { CheckOptions } from "./check.ts"
import type { DdlOptions } from "./ddl.ts"
import type { InitOptions } from "./init.ts"
import type { MaintainOptions } from "./maintain.ts"
import { type Outcome, refused } from "./Outcome.ts"
import type { VerifyOptions } from "./verify.ts"

export type Asked =
  | { readonly _tag: "Init"; readonly options: InitOptions }
  | { readonly _tag: "Ddl"; readonly options: DdlOptions }
  | { readonly _tag: "Check"; readonly options: CheckOptions }
  | { readonly _tag: "Maintain"; readonly options: MaintainOptions }
  | { readonly _tag: "Verify"; readonly options: VerifyOptions }
  /** Help, or what is wrong with the line. */
  | { readonly _tag: "Told"; readonly outcome: Outcome }

/** `words` are what follows the program's name. */
export const parse = (words: ReadonlyArray<string>): Asked => {
  const empty = words.findIndex((word) => /^(?:--[a-z-]+=)?\s*$/u.test(word))
  return empty === -1 ? read(words) : { _tag: "Told", outcome: refused(emptiness(words, empty)) }
}

function read(words: ReadonlyArray<string>): Asked {
  const told: Told = { out: [], notes: [] }
  const asked: Array<Asked> = []
  const program = programFor((one) => asked.push(one), told)
  const parsed = Result.try({ try: () => program.parse(words, { from: "user" }), catch: (thrown) => thrown })
  const [first] = asked
  if (Result.isSuccess(parsed) && first !== undefined) return first
  const failure = Result.isFailure(parsed) ? parsed.failure : null
  const isHelp = failure instanceof CommanderError && failure.exitCode === 0
  const notes = told.notes.length === 0 ? [] : [told.notes.join("").trimEnd()]
  return { _tag: "Told", outcome: { code: isHelp ? 0 : 2, out: told.out.join(""), notes } }
}

/** What a variable of a shell leaves that is not set: taken at its word, it is a folder or a role of no name. */
function emptiness(words: ReadonlyArray<string>, at: number): string {
  return `error: nothing stands behind ${words[at]?.trim() || (words[at - 1] ?? "pgcrest")}`
}

interface Told {
  readonly out: Array<string>
  readonly notes: Array<string>
}

function programFor(ask: (asked: Asked) => void, { out, notes }: Told): Command {
  const program = new Command("pgcrest")
    .description(
      "Declarations from a database, tables from declarations, and whether these and the audit trail agree."
    )
    .addHelpText("after", "\nExit codes: 0 all is well, 1 something was found, 2 it could not be done.")
    .configureOutput({ writeOut: (text) => out.push(text), writeErr: (text) => notes.push(text) })
    .exitOverride()
  addInit(program, ask)
  addDdl(program, ask)
  addCheck(program, ask)
  addMaintain(program, ask)
  addVerify(program, ask)
  return program
}

const databaseText = "postgres://user@host/database; without it DATABASE_URL or PGHOST and so on"

function addInit(program: Command, ask: (asked: Asked) => void): void {
  program
    .command("init")
    .description("write a file for each table; where there are files, show what has changed")
    .requiredOption("--from-database [url]", databaseText)
    .option("--schema <name...>", "these schemas alone")
    .option("--out <folder>", "where the files go", "src")
    .addOption(
      new Option("--access <who>", "a rule for every verb of the new files").choices(["everyone", "signedIn"])
    )
    .addOption(
      new Option("--timestamps <zone>", "what columns without a zone hold")
        .choices(["utc", "local"])
        .default("utc")
    )
    .option("--add", "write the files of new tables", false)
    .option("--overwrite", "write all files again; access rules are kept", false)
    .action(({ fromDatabase, schema = [], access = null, ...options }) => {
      const url = fromDatabase === true ? null : fromDatabase
      ask({ _tag: "Init", options: { ...options, url, schemas: schema, access } })
    })
}

function addDdl(program: Command, ask: (asked: Asked) => void): void {
  program
    .command("ddl")
    .description("print the tables of an api and of its trail as SQL")
    .argument("<module>", "the file that exports the api")
    .option("--export <name>", "under which name", "api")
    .option("--role <name>", "print what this role may do, too")
    .option("--audit-only", "leave the api's own tables out, where those exist", false)
    .option(
      "--out-of-band [resource...]",
      "print triggers that record what others write, too; of these resources or of all"
    )
    .action((module, { role = null, outOfBand = null, ...options }) =>
      ask({
        _tag: "Ddl",
        options: { ...options, module, role, outOfBand: outOfBand === true ? [] : outOfBand }
      })
    )
}

function addCheck(program: Command, ask: (asked: Asked) => void): void {
  program
    .command("check")
    .description("tell what a database lacks for an api")
    .argument("<module>", "the file that exports the api")
    .option("--export <name>", "under which name", "api")
    .option("--database <url>", databaseText)
    .option("--json", "as JSON: an array of diagnostics", false)
    .action((module, { database = null, ...options }) =>
      ask({ _tag: "Check", options: { ...options, module, url: database } })
    )
}

function addMaintain(program: Command, ask: (asked: Asked) => void): void {
  program
    .command("maintain")
    .description("keep an api's trail, as its owner and every day: months that come, and what is too old")
    .argument("<module>", "the file that exports the api")
    .option("--export <name>", "under which name", "api")
    .option("--database <url>", databaseText)
    .action((module, { database = null, ...options }) =>
      ask({ _tag: "Maintain", options: { ...options, module, url: database } })
    )
}

function addVerify(program: Command, ask: (asked: Asked) => void): void {
  program
    .command("verify")
    .description("tell where records and the audit trail do not agree")
    .argument("<module>", "the file that exports the api")
    .option("--export <name>", "under which name", "api")
    .option("--database <url>", databaseText)
    .option("--resource <name...>", "these resources alone")
    .option("--json", "as JSON: an array of diagnostics", false)
    .action((module, { database = null, resource = [], ...options }) =>
      ask({ _tag: "Verify", options: { ...options, module, url: database, resources: resource } })
    )
}
