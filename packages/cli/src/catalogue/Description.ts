/** What a database holds, as its catalogue tells it: plain data, without a word of ours. */

export interface Description {
  /** The database's name. */
  readonly name: string
  /** Without partitions: their parent stands for them. */
  readonly tables: ReadonlyArray<Table>
}

export interface QualifiedName {
  readonly schema: string
  readonly name: string
}

export type TableKind = "table" | "partitioned" | "view" | "materialized view" | "foreign"

export interface Table extends QualifiedName {
  readonly kind: TableKind
  readonly comment: string | null
  /** Whether this role may select from it. */
  readonly readable: boolean
  readonly columns: ReadonlyArray<Column>
  readonly primaryKey: Constraint | null
  /** Unique constraints, and unique indexes that are none. */
  readonly uniques: ReadonlyArray<Unique>
  readonly foreignKeys: ReadonlyArray<ForeignKey>
  readonly checks: ReadonlyArray<Check>
  /** Rules that rewrite what is written, by name. */
  readonly rules: ReadonlyArray<string>
}

export interface Column {
  readonly name: string
  readonly type: Type
  /** The type's modifier as PostgreSQL writes it, such as `(10,2)`; "" without one. */
  readonly modifier: string
  readonly notNull: boolean
  /** SQL, as `pg_get_expr` prints it. */
  readonly default: string | null
  readonly identity: "always" | "by default" | null
  /** Whether an expression computes it. */
  readonly generated: boolean
  /** Where it is not the type's own. */
  readonly collation: string | null
  /** Whether its collation takes different texts for equal. */
  readonly alike: boolean
  readonly comment: string | null
}

/** A type, with what it is made of resolved. */
export type Type =
  | ({ readonly kind: "base" | "composite" | "other" | "unknown" } & QualifiedName)
  | ({ readonly kind: "enum"; readonly labels: ReadonlyArray<string> } & QualifiedName)
  | ({
      readonly kind: "domain"
      readonly base: Type
      readonly modifier: string
      readonly notNull: boolean
    } & QualifiedName)
  | ({ readonly kind: "array" | "range" | "multirange"; readonly of: Type } & QualifiedName)

export interface Constraint {
  readonly name: string
  readonly columns: ReadonlyArray<string>
}

export interface Unique extends Constraint {
  /** Why it says less than that no two records share these columns; null where it says just that. */
  readonly only: "partial" | "expression" | "nulls" | null
  /** SQL, as `pg_get_indexdef` prints it. */
  readonly definition: string
}

export interface ForeignKey extends Constraint {
  readonly target: QualifiedName
  readonly targetColumns: ReadonlyArray<string>
  /** Whether deleting what it refers to changes or deletes rows here, too. */
  readonly writes: boolean
}

export interface Check extends Constraint {
  /** SQL, as `pg_get_constraintdef` prints it: `CHECK ((price > 0))`. */
  readonly definition: string
}
