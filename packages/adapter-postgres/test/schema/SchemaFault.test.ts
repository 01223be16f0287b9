import { assert, describe, test } from "vitest"
import { diagnosticOf, severities, type Severity } from "../../src/schema/SchemaDiagnostic.ts"
import type { SchemaFault } from "../../src/schema/SchemaFault.ts"

type Tag = SchemaFault["_tag"]

const of = { table: "library.books", resource: "books" }
const at = { ...of, column: "isbn" }

/** One of each: a fault that is missing here does not compile. */
const each: { readonly [T in Tag]: readonly [fault: Extract<SchemaFault, { _tag: T }>, message: string] } = {
  ServerTooOld: [
    { _tag: "ServerTooOld", version: "14.1" },
    "PostgreSQL is 14.1; 15 is the oldest that is tested"
  ],
  ServerReadOnly: [
    { _tag: "ServerReadOnly" },
    "The server takes no writes: it is a replica, or its transactions are read-only by default"
  ],
  SchemaMissing: [
    { _tag: "SchemaMissing", schema: "library" },
    "The schema library is missing, and so are its tables"
  ],
  SchemaForbidden: [
    { _tag: "SchemaForbidden", schema: "audit", role: "app" },
    "The role app may not use the schema audit: grant it what sql/grants.sql has, or look as another role"
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
  TrailPrivilegeMissing: [
    { _tag: "TrailPrivilegeMissing", table: "audit.life", privilege: "update" },
    "The role may not update in audit.life: see sql/grants.sql"
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
  TrailMonthMissing: [
    { _tag: "TrailMonthMissing", month: "2026-12" },
    "Note: audit.change has no partition for 2026-12: the default partition will take its changes; run pgcrest maintain every day"
  ],
  TrailDefaultFilled: [
    { _tag: "TrailDefaultFilled", partition: "audit.change_default" },
    "Note: audit.change_default holds changes of months that have no partition: run pgcrest maintain, and see audit.health() for what is left"
  ],
  TableMissing: [
    { _tag: "TableMissing", ...of },
    'library.books is missing: resource "books" needs that table'
  ],
  NotATable: [
    { _tag: "NotATable", ...of },
    'library.books is no table or view, as resource "books" needs one'
  ],
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
  ColumnNameTaken: [
    { _tag: "ColumnNameTaken", ...of, column: "verdict?" },
    'library.books has a column "verdict?", a name that every statement for resource "books" gives to a part of its own'
  ],
  TypeNarrower: [
    { _tag: "TypeNarrower", ...at, found: "character varying(5)", type: "text" },
    'Note: library.books.isbn is character varying(5) and takes less than the text that resource "books" declares: what is too long or too large is refused (422)'
  ],
  CollationDiffers: [
    { _tag: "CollationDiffers", ...at, found: "de-x-icu", collation: null },
    'Note: library.books.isbn is ordered and compared by the collation de-x-icu, and resource "books" declares none: a store without a database would answer otherwise; see Field.collate'
  ],
  LabelsMissing: [
    { _tag: "LabelsMissing", ...at, labels: ["a", "b"] },
    'library.books.isbn has no label "a", "b", which resource "books" declares'
  ],
  LabelsUndeclared: [
    { _tag: "LabelsUndeclared", ...at, labels: ["a"] },
    'Note: library.books.isbn has the label "a", which resource "books" does not declare: it is shown, and cannot be sent'
  ],
  ColumnGenerated: [
    { _tag: "ColumnGenerated", ...at },
    'library.books.isbn is always made by the database, but resource "books" writes it: declare it with Field.generated'
  ],
  UniqueUndeclared: [
    { _tag: "UniqueUndeclared", ...of, constraint: "one" },
    'Note: library.books has the unique or excluding index "one", which resource "books" does not declare: a conflict with it names no field'
  ],
  KeyNotMade: [
    { _tag: "KeyNotMade", ...at },
    'library.books.isbn has no default or identity, but resource "books" leaves its uids to the database'
  ],
  KeyNotUnique: [
    { _tag: "KeyNotUnique", ...of, column: "a, b" },
    'Note: library.books has no unique constraint on a, b, by which resource "books" tells its records apart: of equal rows, a delete takes one'
  ],
  PrivilegeMissing: [
    { _tag: "PrivilegeMissing", ...of, privilege: "insert" },
    'The role may not insert in library.books, as resource "books" needs it; see sql/grants.sql'
  ],
  WritesRefused: [
    { _tag: "WritesRefused", ...of, privileges: ["insert", "update"] },
    'library.books is a view in which nobody can insert or update, but resource "books" offers that'
  ],
  ReplaceRefused: [
    { _tag: "ReplaceRefused", ...of },
    'library.books is a foreign table, or a view that triggers write, in which a PUT cannot tell whether a record is there: resource "books" must not offer both create and update'
  ],
  RowsWithoutPlace: [
    { _tag: "RowsWithoutPlace", ...of },
    'library.books is a view or a foreign table, whose rows have no place of their own: resource "books" needs a version column to be changed, or `view: true` to go without entity tags'
  ],
  ViewUnpopulated: [
    { _tag: "ViewUnpopulated", ...of, view: "library.counts" },
    'The materialized view library.counts has never been refreshed: until then resource "books" cannot read library.books'
  ],
  SequenceForbidden: [
    { _tag: "SequenceForbidden", ...of, column: "number", sequence: "library.numbers" },
    'The role may not use the sequence library.numbers, by which library.books.number is numbered, as resource "books" needs it; see sql/grants.sql'
  ],
  SequenceBehind: [
    {
      _tag: "SequenceBehind",
      ...of,
      column: "uid",
      sequence: "library.books_uid_seq",
      next: "3",
      highest: "17"
    },
    'Note: The sequence library.books_uid_seq goes on with 3, but library.books.uid has numbers up to 17: until it is past them, a create of resource "books" may meet one that is taken (503); setval(…, 17) ends that'
  ],
  SequenceUsedUp: [
    { _tag: "SequenceUsedUp", ...of, column: "uid", sequence: "library.books_uid_seq" },
    'The sequence library.books_uid_seq is used up: library.books.uid gets no further number, so that no record of resource "books" can be created'
  ],
  StatementRefused: [
    { _tag: "StatementRefused", ...of, act: "create", detail: "permission denied for table shelves" },
    'PostgreSQL refuses the create that resource "books" offers on library.books: permission denied for table shelves'
  ],
  RuleRewrites: [
    { _tag: "RuleRewrites", ...of, rule: "keep" },
    'library.books has the rule "keep", and PostgreSQL takes no statement of ours on tables whose writes are rewritten: use a trigger'
  ],
  RowsSecured: [
    { _tag: "RowsSecured", ...of },
    'Note: library.books has row level security for this role: what it hides is absent for resource "books", and what it refuses is answered with 403'
  ],
  RowsInherited: [
    { _tag: "RowsInherited", ...of },
    'Note: library.books has tables that inherit from it: their rows are found by resource "books" too, and no constraint keeps their uids apart: a write of one that two have is refused, or is of both'
  ],
  RowsUnchecked: [
    { _tag: "RowsUnchecked", ...of },
    'Note: library.books is a view that takes rows which it does not show: what a write of resource "books" moves out of it is answered, and absent from then on; with check option refuses that (422)'
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
  UniqueOfDeleted: [
    { _tag: "UniqueOfDeleted", ...of, constraint: "one_isbn", unless: "deleted_at" },
    'library.books has "one_isbn" over all rows, but resource "books" keeps deleted ones: it must be an index where deleted_at is null'
  ],
  KeyMissing: [
    { _tag: "KeyMissing", ...of, column: "uid" },
    'library.books has no primary key or unique constraint on "uid", which resource "books" needs'
  ],
  KeyAlike: [
    { _tag: "KeyAlike", ...of, column: "isbn", collation: "anycase" },
    'library.books.isbn takes different texts for equal by its collation anycase, but what identifies a record of resource "books" has one spelling'
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
    'Note: library.books has the trigger "keeper" (before delete of each row): a row that it keeps back is answered as a conflict, and nothing of that write remains; uids, versions and instants are not for it to set'
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
