/**
 * The canonical content of a change: the text that a store keeps of a record, byte for byte the same whatever the settings
 * of a session, the version of a database or the store are, so that it can be hashed as it is stored.
 */
import type { Change } from "./Change.ts"
import type { Column } from "../resource/Column.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Recorded } from "../resource/Field.ts"
import type { Cell, ColumnType, Values } from "../value/ColumnType.ts"
import { jsonbText } from "../value/jsonbText.ts"
import { parseExactJson } from "../value/parseExactJson.ts"
import { cellType } from "../value/CellType.ts"
import { bytesAsHex } from "../value/bytes.ts"
import { utf8Length } from "../value/text.ts"

/** The number of the form that this file and the statements write; stored beside each content. */
export const contentFormat = 1

/**
 * What a change keeps of a record, openly or sealed: jsonb's own text of one object, names in the order of jsonb, each value
 * as an answer tells it, but for what stands inside of arrays and ranges, which is as PostgreSQL writes it in UTC.
 */
export const contentText = (
  { columns }: Pick<Resource, "columns">,
  image: Values,
  part: Exclude<Recorded, "never"> = "open"
): string =>
  jsonbText(
    Object.fromEntries(
      [...columns.values()]
        .filter(({ recorded }) => recorded === part)
        .map(({ name, type }) => [name, contentOf(type, image[name] ?? null)])
    )
  )

/** What an image keeps of one column, as a text that differs where the values do; that of null where it keeps nothing. */
export const recordedText = ({ cell, name, type }: Column, image: Values | null): string => {
  const value = image?.[name] ?? null
  if (value === null) return "null"
  return type.kind === "json" || type.kind === "jsonb" ? jsonbText(value) : cell.print(value)
}

/** The content of each of these changes, where a store keeps values and not texts; null after a delete. */
export const contentsOf = (
  resource: Resource,
  changes: ReadonlyArray<Pick<Change, "after">>
): ReadonlyArray<string | null> =>
  changes.map(({ after }) => (after === null ? null : contentText(resource, after)))

/** Which change a sealed content belongs to. */
export interface SealedPlace {
  readonly resource: string
  readonly uid: string
  readonly version: bigint
}

/**
 * What is hashed behind the salt: `sealed_hash = SHA-256(salt ‖ UTF-8 of this)`. It names its change, so that one content
 * cannot stand for another's, and blanks fill it up to a multiple of 256 bytes.
 */
export const sealedText = ({ resource, uid, version }: SealedPlace, content: string): string => {
  const text = `[${contentFormat}, ${JSON.stringify(resource)}, ${JSON.stringify(uid)}, ${version}, ${content}]`
  const over = utf8Length(text) % sealedBlock
  return over === 0 ? text : text + " ".repeat(sealedBlock - over)
}

/** The bytes of which a sealed text is a multiple. */
export const sealedBlock = 256

function contentOf(type: ColumnType, cell: Cell): Cell {
  if (cell === null) return null
  switch (type.kind) {
    case "array":
      return Array.isArray(cell) ? cell.map((one) => elementOf(type.of, one)) : cell
    case "range":
    case "multirange":
      return spaced(String(cell), type.of)
    default:
      return parseExactJson(cellType(type).print(cell))
  }
}

/** Elements are as PostgreSQL has them in JSON, whose instants end in their offset. */
function elementOf(type: ColumnType, cell: Cell): Cell {
  if (Array.isArray(cell)) return cell.map((one) => elementOf(type, one))
  if (typeof cell !== "string") return contentOf(type, cell)
  switch (type.kind) {
    case "timestamptz":
      return cell.replace("Z", "+00:00")
    case "timestamp":
      return cell.replace("Z", "")
    case "bytea":
      return bytesAsHex(cell)
    default:
      return contentOf(type, cell)
  }
}

/** Bounds that are instants, as PostgreSQL writes them: in quotes, for the blank between date and time. */
function spaced(range: string, { kind }: ColumnType): string {
  if (kind !== "timestamp" && kind !== "timestamptz") return range
  const zone = kind === "timestamptz" ? "+00" : ""
  return range.replaceAll(/"?(\d+-\d\d-\d\d)T([\d:.]+)Z?( BC)?"?/gu, `"$1 $2${zone}$3"`)
}
