/** What a soft delete makes of a row, and which rows it leaves. */
import type { Resource } from "../resource/Resource.ts"
import type { Values } from "../value/ColumnType.ts"

/** The values that mark a row as deleted since an instant (RFC 3339), or, with null, as there again; nothing where deleted rows leave. */
export const marked = ({ softDelete }: Resource, since: string | null): Values =>
  softDelete === null ? {} : { [softDelete.column.name]: since }

/** Whether a row is of a record that is there. */
export const isPresent = ({ softDelete }: Resource, row: Values): boolean =>
  softDelete === null || (row[softDelete.column.name] ?? null) === null
