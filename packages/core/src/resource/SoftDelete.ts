/** Records that stay in their table when they are deleted: gone for everybody, until they are restored or purged. */
import { cellType } from "../value/CellType.ts"
import { type Column, undeclared } from "./Column.ts"
import { columnNameOf, type Style } from "./naming.ts"

/** As declared. */
export interface SoftDeleteOptions {
  /** The nullable `timestamptz` that tells since when a record is deleted; `deleted_at` when left out. */
  readonly column?: string
  /**
   * Relations to many whose records are deleted with a record, and restored with it: those that this one refers to by name. Others
   * stay as they are, and refer to a record that nobody sees.
   */
  readonly cascade?: ReadonlyArray<string>
}

/** How a resource deletes its records softly. */
export interface SoftDelete {
  /** Null of every record that is there; shown to nobody, and no part of what the trail keeps. */
  readonly column: Column
  /** The names of relations. */
  readonly cascade: ReadonlyArray<string>
}

/** Null where deleted records leave their table. */
export const softDeleteOf = (
  declared: boolean | SoftDeleteOptions | undefined,
  style: Style
): SoftDelete | null => {
  if (declared === undefined || declared === false) return null
  const { cascade = [], column = "deleted_at" } = declared === true ? {} : declared
  const name = style === "camel" && column === "deleted_at" ? "deletedAt" : column
  const type = { kind: "timestamptz" } as const
  return {
    column: {
      ...undeclared(
        { name, columnName: columnNameOf(name, column, style) },
        { type, cell: cellType(type), nullable: true, plays: null }
      ),
      shown: false,
      recorded: "never"
    },
    cascade
  }
}
