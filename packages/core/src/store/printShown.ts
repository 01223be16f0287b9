/** Rows as JSON text, under the names of a projection. */
import { keyOf } from "../query/Projection.ts"
import type { AggregateItem, ColumnItem, EmbedItem, Item, Projection } from "../query/Query.ts"
import type { Term } from "../query/Term.ts"
import { rowsAt } from "../row/rowsAt.ts"
import { cellType } from "../value/CellType.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { jsonbText } from "../value/jsonbText.ts"

/** The rows joined by commas, of what `shownOf` gives. */
export const printShown = ({ items }: Projection, shown: ReadonlyArray<Values>): string => {
  const print = printer(items)
  return shown.map(print).join(",")
}

/** One name of an answer, and its value's text; null for a record that is not there. */
interface Member {
  readonly as: string
  readonly print: (row: Values | null) => string
}

function printer(items: ReadonlyArray<Item>): (row: Values) => string {
  const members = items.flatMap(membersOf).map(({ as, print }) => ({ label: JSON.stringify(as), print }))
  return (row) => `{${members.map(({ label, print }) => `${label}:${print(row)}`).join(",")}}`
}

function membersOf(item: Item): ReadonlyArray<Member> {
  switch (item._tag) {
    case "Column":
      return [cellMember(item, item.column)]
    case "Aggregate":
      return [cellMember(item, { type: item.type, cell: cellType(item.type) })]
    case "Embed": {
      const key = keyOf(item)
      return item.spread ? spreadMembers(item, key) : [embedMember(item, key)]
    }
  }
}

/** What a cell is of. */
type Typed = Pick<Term, "cell" | "type">

function cellMember({ as, cast }: ColumnItem | AggregateItem, of: Typed): Member {
  const print = cast?.kind === "text" ? textPrinter(of) : of.cell.print
  return { as, print: (row) => printCell(row?.[as] ?? null, print) }
}

function embedMember({ as, embed }: EmbedItem, key: string): Member {
  const print = printer(embed.projection.items)
  return {
    as,
    print: (row) => {
      const rows = rowsAt(row, key)
      if (embed.link.many) return `[${rows.map(print).join(",")}]`
      const [only] = rows
      return only === undefined ? "null" : print(only)
    }
  }
}

/** The names of related records among the record's own: of many records an array each. */
function spreadMembers({ embed }: EmbedItem, key: string): ReadonlyArray<Member> {
  return embed.projection.items.flatMap(membersOf).map(({ as, print }) => ({
    as,
    print: (row) => {
      const rows = rowsAt(row, key)
      return embed.link.many ? `[${rows.map(print).join(",")}]` : print(rows[0] ?? null)
    }
  }))
}

/** A value as a JSON string: of JSON its text as PostgreSQL writes it, else a string's own characters or what is printed. */
function textPrinter({ cell: { print }, type }: Typed): (cell: Cell) => string {
  switch (type.kind) {
    case "jsonb":
      return (cell) => JSON.stringify(jsonbText(cell))
    case "json":
      return (cell) => JSON.stringify(JSON.stringify(cell))
    default:
      return (cell) => {
        const printed = print(cell)
        return printed.startsWith('"') ? printed : JSON.stringify(printed)
      }
  }
}

function printCell(cell: Cell, print: (cell: Cell) => string): string {
  return cell === null ? "null" : print(cell)
}
