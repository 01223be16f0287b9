/** What identifies a record: as declared, or as is usual of the uid's type. */
import { type ColumnType, isIntegerType } from "../value/ColumnType.ts"
import type { Column } from "./Column.ts"
import type { Field } from "./declaredField.ts"
import { InvalidDeclaration } from "./InvalidDeclaration.ts"
import type { Key, KeyMaker } from "./Key.ts"
import type { Played } from "./naming.ts"

/** What a uid can be; null where several fields are the key. */
export type UidKind = "uuid" | "text" | "smallint" | "integer" | "bigint" | Field

/** What a declaration says of its key. */
interface DeclaredKey {
  readonly uid: UidKind | null
  readonly uidBy: Exclude<KeyMaker, "fields"> | undefined
  /** The fields that are the key where there is no uid. */
  readonly names: ReadonlyArray<string>
}

/** The type of a uid's column. */
export const uidTypeOf = (uid: UidKind): ColumnType => (typeof uid === "string" ? { kind: uid } : uid.type)

/** The key of a resource; throws InvalidDeclaration where its names are no columns, or none. */
export const keyOf = (
  resource: string,
  { uid, uidBy, names }: DeclaredKey,
  played: Played,
  columns: ReadonlyMap<string, Column>
): Key => {
  const named = played.uid === null ? names : [played.uid.name]
  const [first, ...others] = named.flatMap((one) => columns.get(one) ?? [])
  if (first === undefined || others.length < named.length - 1)
    throw new InvalidDeclaration(`Resource "${resource}": without a uid, its key must name fields of it`)
  return { columns: [first, ...others], by: uid === null ? "fields" : (uidBy ?? usualMaker(uidTypeOf(uid))) }
}

/** Numbers are counted by the database; what holds a UUID gets one of the server's. */
function usualMaker(type: ColumnType): KeyMaker {
  if (type.kind === "uuid" || type.kind === "text") return "server"
  return isIntegerType(type) ? "database" : "client"
}
