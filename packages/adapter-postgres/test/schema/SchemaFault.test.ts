import { assert, describe, test } from "vitest"
import { diagnosticOf, type SchemaFault, severities, type Severity } from "../../src/schema/SchemaFault.ts"

type Tag = SchemaFault["_tag"]

const of = { table: "library.books", resource: "books" }
const at = { ...of, column: "isbn" }

/** One of each: a fault that is missing here does not compile. */
const each: { readonly [T in Tag]: readonly [fault: Extract<SchemaFault, { _tag: T }>, message: string] } = {
  ServerTooOld: [
    { _tag: "ServerTooOld", version: "14.1" },
    "PostgreSQL is 14.1; 15 is the oldest that is tested"
  ],
  SettingFalsifies: [
    {
      _tag: "SettingFalsifies",
      setting: "array_nulls",
      value: "off",
      right: "on",
      harm: "null in an array would be written as a word",
      role: "app",
      database: "library"
    },
    `The session has array_nulls "off", with which null in an array would be written as a word: alter role app in database library set array_nulls = 'on'`
  ],
  TrailTableMissing: [
    { _tag: "TrailTableMissing", table: "audit.life" },
    "audit.life is missing: run sql/audit.sql"
  ],
  TrailColumnMissing: [
    { _tag: "TrailColumnMissing", table: "audit.life", column: "at" },
    'audit.life lacks the column "at": run sql/audit.sql'
  ],
  TrailColumnUnwritten: [
    { _tag: "TrailColumnUnwritten", table: "audit.change", column: "pos" },
    "audit.change.pos is not null and is not written any more: run sql/audit.sql"
  ],
  TrailPartitionNotUnique: [
    { _tag: "TrailPartitionNotUnique", partition: "audit.change_202611" },
    "audit.change_202611 has no unique index on (resource, uid, version): a version could come twice in it; see sql/audit.sql"
  ],
  TableMissing: [
    { _tag: "TableMissing", ...of },
    'library.books is missing: resource "books" needs that table'
  ],
  NotATable: [{ _tag: "NotATable", ...of }, 'library.books is no table, as resource "books" needs one'],
  ColumnMissing: [
    { _tag: "ColumnMissing", ...at, type: "text" },
    'library.books lacks the column "isbn" that resource "books" declares as text'
  ],
  TypeDiffers: [
    { _tag: "TypeDiffers", ...at, found: "json", type: "jsonb" },
    'library.books.isbn is json, but resource "books" declares it as jsonb'
  ],
  NullAllowed: [
    { _tag: "NullAllowed", ...at },
    'Note: library.books.isbn may be null, but resource "books" declares that it never is'
  ],
  NullRefused: [
    { _tag: "NullRefused", ...at },
    'library.books.isbn is not null, but resource "books" declares it as optional'
  ],
  AnonymousRefused: [
    { _tag: "AnonymousRefused", ...of, column: "creator_uid" },
    'Note: library.books.creator_uid is not null, so anonymous callers cannot write to resource "books"'
  ],
  DefaultMissing: [
    { _tag: "DefaultMissing", ...at },
    'library.books.isbn has no default, but resource "books" leaves it to the database'
  ],
  ColumnUndeclared: [
    { _tag: "ColumnUndeclared", ...at },
    'library.books.isbn is not null without a default, and resource "books" does not declare it: no record can be created'
  ],
  UniqueMissing: [
    { _tag: "UniqueMissing", ...of, constraint: "one_isbn", columns: ["isbn", "title"] },
    'library.books lacks the unique constraint "one_isbn" on isbn, title that resource "books" declares'
  ],
  KeyMissing: [
    { _tag: "KeyMissing", ...of, column: "uid" },
    'library.books has no primary key or unique constraint on "uid", which resource "books" needs'
  ],
  KeyDeferrable: [
    { _tag: "KeyDeferrable", ...of, column: "uid" },
    'library.books has only a deferrable key on "uid", and not one that is checked at once, which resource "books" needs'
  ],
  ForeignKeyWrites: [
    { _tag: "ForeignKeyWrites", ...of, constraint: "books_author_uid_fkey" },
    'library.books has the foreign key "books_author_uid_fkey" that changes records by itself, past the audit trail: use no action or restrict'
  ],
  ForeignKeyMissing: [
    { _tag: "ForeignKeyMissing", ...of, column: "author_uid", references: "authors" },
    'Note: library.books.author_uid refers to "authors" without a foreign key: nothing keeps what it refers to'
  ],
  RowTrigger: [
    { _tag: "RowTrigger", ...of, trigger: "keeper", when: "before", events: "delete" },
    'Note: library.books has the trigger "keeper" (before delete of each row): a row that it keeps back is answered as a conflict, and nothing of that write remains; versions and instants are not for it to set'
  ]
}

describe("a fault of the schema", () => {
  test.each(Object.entries(each))("%s has its sentence", (_, [fault, message]) => {
    assert.strictEqual(diagnosticOf(fault).message, message)
  })

  test.each(Object.values(each))("%j says Note: where it keeps nothing from working", (fault, message) => {
    assert.strictEqual(diagnosticOf(fault).severity === "note", message.startsWith("Note: "))
  })

  test("keeps its own data", () => {
    const [fault, message] = each.TableMissing
    assert.deepStrictEqual(diagnosticOf(fault), { ...fault, severity: "error", message })
  })

  test("does not compile without a severity", () => {
    // @ts-expect-error "IndexMissing" has none
    const all: Readonly<Record<Tag | "IndexMissing", Severity>> = severities
    assert.sameMembers(Object.keys(all), Object.keys(each))
  })
})
