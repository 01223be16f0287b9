/** The name that PostgreSQL gives to a unique constraint on one column. */

const longest = 63

/** `<table>_<column>_key`; where that is too long, the longer of the two loses its end, as in PostgreSQL's makeObjectName. */
export const constraintName = (table: string, column: string): string => {
  const room = longest - "__key".length
  let [left, right] = [table.length, column.length]
  while (left + right > room) {
    if (left > right) left--
    else right--
  }
  return `${table.slice(0, left)}_${column.slice(0, right)}_key`
}
