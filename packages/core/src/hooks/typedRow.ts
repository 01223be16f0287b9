/** The one place where a store's values take a resource's type: they come from the columns that the type was inferred from. */
import type { Resource, RowOf } from "../resource/Resource.ts"

/** A whole record as hooks see it. */
export const typedRow = <R extends Resource>(_resource: R, row: RowOf<Resource>): RowOf<R> => row
