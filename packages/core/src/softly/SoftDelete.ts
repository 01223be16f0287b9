/** For the option `softDelete` of a resource: deleted records stay in their table. */
import { cellType } from "../value/CellType.ts"
import { Softly } from "../hooks/Softly.ts"
import { type Column, undeclared } from "../resource/Column.ts"
import { columnNameOf, type Style } from "../resource/naming.ts"
import type { Declared, SoftDelete, SoftDeleting } from "../resource/SoftDelete.ts"
import { orGone } from "./orGone.ts"
import { takingPart } from "./takingPart.ts"

/** As declared. */
export interface Options {
  /** The nullable `timestamptz` that tells since when a record is deleted; `deleted_at` when left out. */
  readonly column?: string
  /**
   * Relations to many whose records are deleted with a record, and restored with it: those that refer to it, and are kept when
   * they are deleted themselves. Records of other relations stay as they are, and refer to one that nobody sees.
   */
  readonly cascade?: ReadonlyArray<string>
}

/**
 * Deleted records stay in their table, in a column that tells since when: reads, lists, embeds and references know them no more,
 * what is unique is free again, and `restore` brings them back. The table must have the column.
 */
export const make = ({ cascade = [], column }: Options = {}): SoftDeleting => ({
  _tag: "SoftDelete",
  of: (style) => ({ column: columnOf(column, style), cascade, part }),
  faults
})

class Parts extends Softly {
  readonly takingPart = takingPart
  readonly orGone = orGone
}

const part = new Parts()

function columnOf(declared: string | undefined, style: Style): Column {
  const own = style === "camel" ? "deletedAt" : "deleted_at"
  const name = declared ?? own
  const type = { kind: "timestamptz" } as const
  const known = { type, cell: cellType(type), nullable: true, plays: null } as const
  return {
    ...undeclared({ name, columnName: columnNameOf(name, declared ?? null, style) }, known),
    shown: false,
    recorded: "never"
  }
}

function* faults({ cascade, column }: SoftDelete, { fields, key, relations }: Declared): Generator<string> {
  if (Object.hasOwn(fields, column.name))
    yield `the field "${column.name}" is also what tells since when a record is deleted`
  // The table's key stays taken, and a restore or a purge asks for an address.
  if (key.columns.length > 1) {
    const names = key.columns.map(({ name }) => `"${name}"`).join(", ")
    yield `its key is of several columns (${names}), by which no deleted record could be restored or purged`
  }
  for (const name of cascade) {
    const relation = Object.hasOwn(relations, name) ? relations[name] : undefined
    if (relation === undefined) yield `its deletes go along "${name}", which is no relation`
    else if (relation._tag !== "Many")
      yield `its deletes go along "${name}", which leads to no records that refer to it`
  }
}
