/** The parameters of a function, or what it returns, as columns: their types, and how their values are read and written. */
import { type Column, ofField } from "../resource/Column.ts"
import { resolve } from "../resource/declaredField.ts"
import { columnNameOf } from "../resource/naming.ts"
import type { Fields } from "../resource/Resource.ts"
import { storedField } from "../resource/storedField.ts"

/** The columns by name, and a sentence for each field that tells no type. */
export const functionColumns = (
  fields: Fields
): { readonly columns: ReadonlyMap<string, Column>; readonly faults: ReadonlyArray<string> } => {
  const resolved = Object.entries(fields).map(([name, declared]) => ({ name, ...resolve(declared) }))
  const columns = resolved.map(({ name, field }) =>
    ofField({ name, columnName: columnNameOf(name, field.column, "snake") }, storedField(field, false), [])
  )
  return {
    columns: new Map(columns.map((column) => [column.name, column])),
    faults: resolved.flatMap(({ name, fault }) => (fault === null ? [] : [`the field "${name}" ${fault}`]))
  }
}
