// @effect-diagnostics asyncFunction:off
/** What the compiler says to people whose declarations make no sense: one run of `tsc` over all the snippets below. */
import { execFile } from "node:child_process"
import { mkdir, rm, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { promisify } from "node:util"
import { afterAll, assert, beforeAll, describe, it } from "vitest"

const preamble = `
import { Access, Api, Field, Hooks, Relation, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
export const Authors = Resource.make("authors", { fields: { name: Schema.String } })
export const Books = Resource.make("books", {
  fields: { title: Schema.String, isbn: Field.writeOnce(Field.text), stock: Field.withDefault(Field.readOnly(Field.integer), 0), author_uid: Field.references("authors") },
  relations: { author: Relation.one("authors", "author_uid") }
})
export const used = [Access.everyone, Api.make, Hooks.make, Effect.void]
`

const snippets: ReadonlyArray<readonly [what: string, code: string, message: string]> = [
  [
    "a relation by a misspelt field",
    `Resource.make("loans", { fields: { book_uid: Field.uuid }, relations: { book: Relation.one("books", "book_id") } })`,
    `is not assignable to type '"no field book_id in loans"'.`
  ],
  [
    "a relation to a resource that is not there",
    `Api.make("library", { resources: [Books] })`,
    `required in type '{ readonly "relation to a resource that is not in this api": "authors"; }'.`
  ],
  [
    "a row's misspelt field",
    `export const title = (book: Resource.RowOf<typeof Books>) => book.titel`,
    `Property 'titel' does not exist on type`
  ],
  [
    "a create without a required field",
    `export const book: Resource.CreateOf<typeof Books> = { isbn: "x", author_uid: "y" }`,
    `Property 'title' is missing in type '{ isbn: string; author_uid: string; }'`
  ],
  [
    "a create with a field that is read-only",
    `export const book: Resource.CreateOf<typeof Books> = { title: "x", isbn: "x", author_uid: "y", stock: 1 }`,
    `'stock' does not exist in type 'CreateOf`
  ],
  [
    "a create with an audit field",
    `export const book: Resource.CreateOf<typeof Books> = { title: "x", isbn: "x", author_uid: "y", creator_uid: "me" }`,
    `'creator_uid' does not exist in type 'CreateOf`
  ],
  [
    "an update of a field that stays as created",
    `export const book: Resource.UpdateOf<typeof Books> = { isbn: "x" }`,
    `'isbn' does not exist in type 'UpdateOf`
  ],
  [
    "an update with a wrong type",
    `export const book: Resource.UpdateOf<typeof Books> = { title: 1 }`,
    `Type 'number' is not assignable to type 'string'.`
  ],
  [
    "a hook that returns a wrong type",
    `Hooks.make(Books, { beforeCreate: (book) => Effect.succeed({ ...book, title: 1 }) })`,
    `Types of property 'title' are incompatible.\n          Type 'number' is not assignable to type 'string'.`
  ],
  [
    "a hook that reads a misspelt field",
    `Hooks.make(Books, { afterDelete: (book) => Effect.log(book.titel) })`,
    `Did you mean 'title'?`
  ],
  [
    "a hook of an unknown name",
    `Hooks.make(Books, { beforeCreat: () => Effect.void })`,
    `Did you mean to write 'beforeCreate'?`
  ],
  [
    "a verb of an unknown name",
    `Resource.make("r", { fields: { a: Schema.String }, access: { upate: Access.everyone } })`,
    `Did you mean to write 'update'?`
  ],
  [
    "a unique constraint over a misspelt field",
    `Resource.make("r", { fields: { name: Schema.String }, uniques: { r_key: ["nam"] } })`,
    `Type '"nam"' is not assignable to type '"name"'.`
  ],
  [
    "a default of a wrong type",
    `Resource.make("r", { fields: { a: Field.withDefault(Field.integer, "x") } })`,
    `Argument of type 'string' is not assignable to parameter of type 'number'.`
  ],
  [
    "a default of a wrong type, in a pipe",
    `Resource.make("r", { fields: { a: Field.integer.pipe(Field.withDefault("x")) } })`,
    `required in type '{ readonly "default of another type": "x"; }'`
  ],
  [
    "a default of a wrong label, in a pipe",
    `Resource.make("r", { fields: { a: Field.literals(["new", "lent"]).pipe(Field.withDefault("old")) } })`,
    `required in type '{ readonly "default of another type": "old"; }'`
  ],
  [
    "null as the default of what is never null, in a pipe",
    `Field.text.pipe(Field.readOnly, Field.withDefault(null))`,
    `required in type '{ readonly "default of another type": null; }'`
  ],
  [
    "a reference in a pipe, which begins one",
    `Field.text.pipe(Field.references("books"))`,
    `is not assignable to parameter of type '(_: `
  ],
  [
    "an audit part of an unknown name",
    `Resource.make("r", { fields: { a: Schema.String }, audit: { creatd_at: "made" } })`,
    `Did you mean to write 'created_at'?`
  ],
  [
    "a command with another act's permit",
    `import type { Command, Permit } from "@pgcrest/core"
     export const permit = (of: Permit<typeof Books, "list">): Command.Get["permit"] => of`,
    `Type '"list"' is not assignable to type '"get"'.`
  ],
  [
    "a command with another resource's permit",
    `import type { Command, Permit } from "@pgcrest/core"
     export const permit = (of: Permit<typeof Authors, "get">): Command.Get<typeof Books>["permit"] => of`,
    `Type '"authors"' is not assignable to type '"books"'.`
  ],
  [
    "a permit that authorise did not make",
    `import { type Permit, Predicate } from "@pgcrest/core"
     const all = Predicate.always
     export const forged: Permit = { resource: Books, act: "get", tenant: all, see: all, using: all, createCheck: all, updateCheck: all }`,
    `but required in type 'Brand<"Permit">'.`
  ],
  [
    "an array of an unknown kind",
    `Field.array("texts")`,
    `Argument of type '"texts"' is not assignable to parameter of type `
  ]
]

const folder = resolve(import.meta.dirname, "../dist-test/messages")
const compiler = resolve(import.meta.dirname, "../../../node_modules/.bin/tsc")
let told = ""

beforeAll(async () => {
  await mkdir(folder, { recursive: true })
  const options = {
    noEmit: true,
    composite: false,
    declarationMap: false,
    incremental: false,
    rootDir: "../..",
    noErrorTruncation: true
  }
  const config = { extends: "../../../../tsconfig.base.json", include: ["."], compilerOptions: options }
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config))
  await Promise.all(
    snippets.map(([, code], at) => writeFile(join(folder, `snippet${at}.ts`), `${preamble}${code}\n`))
  )
  const run = promisify(execFile)(compiler, ["--noEmit", "--pretty", "false", "-p", folder], { cwd: folder })
  told = await run.then(
    () => "",
    (error: { readonly stdout: string }) => error.stdout
  )
}, 60_000)

afterAll(() => rm(folder, { recursive: true }))

describe("the compiler's message", () => {
  it.each(snippets.map(([what, , message], at) => ({ what, message, file: `snippet${at}.ts` })))(
    "for $what",
    ({ file, message }) => {
      const [first = "no error", ...others] = told
        .split(/^(?=snippet\d+\.ts)/mu)
        .filter((error) => error.startsWith(file))
      assert.lengthOf(others, 0)
      assert.include(first, message)
    }
  )
})
