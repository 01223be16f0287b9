/** What PostgreSQL's catalogue tells of the tables that resources name. */

export interface TableName {
  readonly schema: string | null
  readonly name: string
}

/** A type as PostgreSQL names it, without the domains over it. */
export interface CatalogueType {
  /** PostgreSQL's own name, such as `int4` or `_text`. */
  readonly type: string
  /** The type as people write it, such as `character varying(20)`. */
  readonly written: string
  /** The labels of an enum; null for all else. */
  readonly labels: ReadonlyArray<string> | null
  /** What an array holds. */
  readonly element: Omit<CatalogueType, "element"> | null
}

export interface CatalogueColumn extends CatalogueType {
  readonly name: string
  readonly notNull: boolean
  /** A default, an identity or a generation expression supplies a value. */
  readonly supplied: boolean
  /** Generated always, or computed by a view that writes its other columns: nobody can write it. */
  readonly made: boolean
  /** Sequences that its default asks, and that the role may not use. */
  readonly forbidden: ReadonlyArray<string> | null
  /** The collation by which its texts are ordered; null where it has none. */
  readonly collation: string | null
  /** Whether that takes different texts for equal; null where it has none. */
  readonly alike: boolean | null
}

interface CatalogueIndex {
  readonly name: string
  /** False where it is checked at the end of the transaction: `on conflict` takes none of these. */
  readonly immediate: boolean
  /** Null where it is over expressions, not over all rows, or excludes by other operators than `=`. */
  readonly columns: ReadonlyArray<string> | null
  /** Those that PostgreSQL tells of in a conflict; null where it is over expressions. */
  readonly told: ReadonlyArray<string> | null
}

interface CatalogueReference {
  readonly name: string
  readonly columns: ReadonlyArray<string>
  /** The object id of the table that is referred to. */
  readonly target: string
  /** `a` no action, `r` restrict, `c` cascade, `n` set null, `d` set default. */
  readonly onDelete: string
}

interface CatalogueTrigger {
  readonly name: string
  readonly when: "before" | "after" | "instead of"
  /** Such as `insert or update`. */
  readonly events: string
}

interface CatalogueRule {
  readonly name: string
  /** Of which writes. */
  readonly event: "insert" | "update" | "delete"
}

/** What a role can be granted on a table. */
export type Privilege = "select" | "insert" | "update" | "delete"

export interface CatalogueTable {
  /** Its object id. */
  readonly id: string
  /** `r` a table, `p` a partitioned one, `v` a view, `m` a materialized one, `f` a foreign table; others are no relations of rows. */
  readonly kind: string
  readonly columns: ReadonlyArray<CatalogueColumn>
  /** Unique indexes, the primary key's among them, and those of exclusion constraints. */
  readonly uniques: ReadonlyArray<CatalogueIndex>
  readonly references: ReadonlyArray<CatalogueReference>
  /** Those that run for each row, by name; constraints' own are left out. */
  readonly triggers: ReadonlyArray<CatalogueTrigger>
  /** Rules that rewrite writes, by name. */
  readonly rules: ReadonlyArray<CatalogueRule>
  /** Whether the session's role may not even use its schema. */
  readonly forbidden: boolean
  /** What it may do with the table. */
  readonly privileges: ReadonlyArray<Privilege>
  /** What a statement can do with a view. */
  readonly writable: ReadonlyArray<Privilege>
  /** Whether row level security hides rows from the session's role. */
  readonly secured: boolean
  /** Whether other tables inherit from it, whose rows are found in it too. */
  readonly inherited: boolean
  /** Whether it is a view that takes rows which it does not show then. */
  readonly unchecked: boolean
  /** The materialized views that it is, or reads, and that nobody has filled yet. */
  readonly unpopulated: ReadonlyArray<string>
}
