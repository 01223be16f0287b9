/** Queries as they are written, for the tests that ask what they mean. */
import type { QuerySyntax } from "@pgcrest/core"

type Syntax = QuerySyntax.QuerySyntax

/** A field, or a path into one. */
export const field = (name: string, path: ReadonlyArray<string | number> = [], asText = false) => ({
  name,
  path,
  asText
})

export const text = (text: string): QuerySyntax.OperandSyntax => ({ _tag: "Text", text })
export const list = (...texts: ReadonlyArray<string>): QuerySyntax.OperandSyntax => ({ _tag: "List", texts })

export const condition = (
  named: string | QuerySyntax.FieldSyntax,
  operator: string | null,
  operand: string | QuerySyntax.OperandSyntax
): QuerySyntax.ConditionSyntax => ({
  _tag: "Condition",
  field: typeof named === "string" ? field(named) : named,
  operator,
  modifier: null,
  operand: typeof operand === "string" ? text(operand) : operand,
  not: false
})

export const or = (...parts: ReadonlyArray<QuerySyntax.FilterSyntax>): QuerySyntax.TreeSyntax => ({
  _tag: "Or",
  parts,
  not: false
})

/** One filter, which a client wrote as `parameter`. */
export const filtering = (filter: QuerySyntax.FilterSyntax, parameter = "p"): Partial<Syntax> => ({
  filters: [{ parameter, filter }]
})

export const by = (
  named: string | QuerySyntax.FieldSyntax,
  relation: string | null = null
): QuerySyntax.OrderSyntax => ({
  relation,
  field: typeof named === "string" ? field(named) : named,
  direction: null,
  nulls: null
})

type FieldItem = Extract<QuerySyntax.ItemSyntax, { readonly _tag: "Field" }>

/** A chosen field. */
export const chosen = (
  named: string | QuerySyntax.FieldSyntax,
  more: Partial<Pick<FieldItem, "as" | "cast">> = {}
): FieldItem => ({
  _tag: "Field",
  as: null,
  field: typeof named === "string" ? field(named) : named,
  cast: null,
  ...more
})

/** A relation of which these are shown. */
export const relation = (
  name: string,
  items: ReadonlyArray<QuerySyntax.ItemSyntax>,
  more: Partial<QuerySyntax.RelationSyntax> = {}
): QuerySyntax.RelationSyntax => ({
  _tag: "Relation",
  as: null,
  name,
  hint: null,
  join: null,
  spread: false,
  items,
  ...more
})

/** What is asked of a relation. */
export const at = (
  place: QuerySyntax.RelatedSyntax["at"],
  more: Partial<QuerySyntax.RelatedSyntax> = {}
): QuerySyntax.RelatedSyntax => ({
  parameter: place.join("."),
  at: place,
  filters: [],
  order: [],
  limit: null,
  offset: null,
  ...more
})

export const syntax = (given: Partial<Syntax>): Syntax => ({
  filters: [],
  order: [],
  related: [],
  page: { limit: 5, offset: 2, cursor: null },
  select: null,
  count: null,
  ...given
})
