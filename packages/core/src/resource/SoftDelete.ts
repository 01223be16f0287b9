/** Records that stay in their table when they are deleted: gone for everybody, until they are restored or purged. */
import type { Column } from "./Column.ts"
import type { Style } from "./naming.ts"

/** How a resource deletes its records softly. */
export interface SoftDelete {
  /** Null of every record that is there; shown to nobody, and no part of what the trail keeps. */
  readonly column: Column
  /** The names of relations to many whose records go and come back with a record. */
  readonly cascade: ReadonlyArray<string>
  /** What takes part in the resource's commands: a `Softly`. */
  readonly part: unknown
}

/** A resource's own, as far as a soft delete asks for it. */
export interface Declared {
  readonly key: { readonly columns: ReadonlyArray<{ readonly name: string }> }
  readonly fields: Readonly<Record<string, unknown>>
  readonly relations: Readonly<Record<string, { readonly _tag: string }>>
}

/** As `SoftDelete.make` makes it. It brings its code along, so that a resource without it loads none. */
export interface SoftDeleting {
  readonly _tag: "SoftDelete"
  readonly of: (style: Style) => SoftDelete
  /** What keeps it from being the resource's: none when all is well. */
  readonly faults: (softDelete: SoftDelete, declared: Declared) => Iterable<string>
}
