/** Which texts can be a record's address. */
import type { Fault } from "../failures.ts"
import type { Cell } from "../value/ColumnType.ts"

/** Whether a uid can be the last part of a path: links to dot segments lead elsewhere (RFC 3986 §5.2.4). */
export const isAddress = (uid: string): boolean => uid !== "" && uid !== "." && uid !== ".."

type Check = (cell: Cell) => ReadonlyArray<Fault>

/** The rules of a field that is alone the address of its record: what cannot be one breaks them too. */
export const addressing =
  (check: Check): Check =>
  (cell) => [...check(cell), ...(isAddress(String(cell)) ? [] : unaddressed)]

const unaddressed: ReadonlyArray<Fault> = [
  { path: [], code: "check", detail: 'is the address of the record, which cannot be empty, "." or ".."' }
]
