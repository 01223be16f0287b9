/** Which operators are for which types, in words. */

/** Why a field of this kind has no such operator. */
export const unfitOperator = (operator: string, kind: string): string => {
  if (operator === "like" || operator === "ilike") return "has like and ilike for text only"
  const types = kindsOf.get(operator)
  return types === undefined
    ? `is of type ${kind}, which has no comparisons`
    : `is of type ${kind}, and ${operator} is for ${types} only`
}

const kindsOf: ReadonlyMap<string, string> = new Map(
  Object.entries({
    text: ["match", "imatch"],
    "text and tsvector": ["fts", "plfts", "phfts", "wfts"],
    "arrays, jsonb, ranges and multiranges": ["cs", "cd"],
    "arrays, ranges and multiranges": ["ov"],
    "ranges and multiranges": ["sl", "sr", "nxr", "nxl", "adj"]
  }).flatMap(([types, operators]) => operators.map((operator) => [operator, types] as const))
)
