import {
  Access,
  Api,
  Caller,
  Field,
  type QuerySyntax,
  Relation,
  resolve,
  resolveSelect,
  Resource
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"

const access = { list: Access.everyone, get: Access.everyone }
const Shops = Resource.make("shops", {
  fields: { name: Field.text, tags: Field.array(Field.json()) },
  relations: { sales: Relation.many("sales", "shop_uid") },
  aggregates: true,
  access
})
const Sales = Resource.make("sales", {
  fields: {
    what: Field.text,
    amount: Field.numeric(10, 2),
    pieces: Field.smallint,
    total: Field.bigint,
    share: Field.real,
    rate: Field.float,
    paid: Field.boolean,
    at: Field.timestamptz,
    lasted: Field.interval,
    object: Field.oid,
    note: Field.jsonb(),
    raw: Field.json(),
    host: Field.inet,
    network: Field.cidr,
    bytes: Field.bytea,
    span: Field.range("int4range"),
    lsn: Field.text.as("pg_lsn"),
    secret: Field.optional(Field.writeOnly(Field.text)),
    shop_uid: Field.references("shops"),
    seller_uid: Field.references("sellers")
  },
  relations: { shop: Relation.one("shops", "shop_uid"), seller: Relation.one("sellers", "seller_uid") },
  aggregates: true,
  access
})
const Sellers = Resource.make("sellers", {
  fields: { name: Field.text },
  relations: { sales: Relation.many("sales", "seller_uid") },
  access
})
const { links } = Api.make("market", { resources: [Shops, Sales, Sellers] })
const reach = {
  caller: Caller.user("ann", { requestId: "r" }),
  links,
  bounds: { records: 10, relations: 5, levels: 3 }
}

type Item = QuerySyntax.ItemSyntax
const at = (name: string): QuerySyntax.FieldSyntax => ({ name, path: [], asText: false })
const field = (name: string): Item => ({ _tag: "Field", as: null, field: at(name), cast: null })
const computed = (aggregate: string, name: string | null = null, cast: string | null = null): Item => ({
  _tag: "Aggregate",
  as: null,
  field: name === null ? null : at(name),
  aggregate,
  cast
})
const relation = (name: string, items: ReadonlyArray<Item>, spread = false): Item => ({
  _tag: "Relation",
  as: null,
  name,
  hint: null,
  join: null,
  spread,
  items
})
const count = computed("count")
const asked = (
  resource: Resource.Resource,
  select: ReadonlyArray<Item>,
  more: Partial<QuerySyntax.QuerySyntax> = {}
) =>
  resolve(
    resource,
    {
      select,
      filters: [],
      order: [],
      related: [],
      page: { limit: 10, offset: 0, cursor: null },
      count: null,
      ...more
    },
    reach
  )
/** What is wrong, with all that is said of it. */
const faultOf = (
  ...query: Parameters<typeof asked>
): { readonly _tag: string; readonly [said: string]: unknown } => {
  const failure = Result.getOrThrow(Result.flip(asked(...query)))
  return "fault" in failure ? { parameter: failure.parameter, ...failure.fault } : { _tag: failure._tag }
}
/** The type of what is computed; null where there is no such aggregate. */
const typeOf = (aggregate: string, name: string) =>
  Result.match(asked(Sales, [computed(aggregate, name)]), {
    onSuccess: ({ projection: { items } }) =>
      items.map((item) => (item._tag === "Aggregate" ? item.type.kind : item._tag))[0],
    onFailure: () => null
  })

describe("aggregates", () => {
  it("count records by a bare name, where no field is called so", () => {
    const [bare, called] = [field("count"), count].map((item) => Result.getOrThrow(asked(Sales, [item])))
    assert.deepStrictEqual(bare?.projection, called?.projection)
    const Kept = Resource.make("kept", { fields: { count: Field.integer }, aggregates: true, access })
    const [shown] = Result.getOrThrow(asked(Kept, [field("count")])).projection.items
    assert.strictEqual(shown?._tag, "Column")
    const Hidden = Resource.make("kept", {
      fields: { count: Field.optional(Field.writeOnly(Field.integer)) },
      aggregates: true,
      access
    })
    assert.include(faultOf(Hidden, [field("count")]), { _tag: "FieldUnknown", field: "count" })
    const into: Item = { _tag: "Field", as: null, field: { ...at("count"), path: ["a"] }, cast: null }
    assert.include(faultOf(Sales, [into]), { _tag: "FieldUnknown", field: "count" })
    assert.include(faultOf(Sellers, [field("count")]), { _tag: "AggregatesRefused" })
  })

  it.each([
    ["pieces", "bigint", "numeric", "smallint"],
    ["total", "numeric", "numeric", "bigint"],
    ["amount", "numeric", "numeric", "numeric"],
    ["share", "real", "float", "real"],
    ["rate", "float", "float", "float"],
    ["what", null, null, "text"],
    ["at", null, null, "timestamptz"],
    ["lasted", null, null, "interval"],
    ["object", null, null, "oid"],
    ["host", null, null, "inet"],
    ...["paid", "uid", "note", "raw", "network", "bytes", "span", "lsn"].map(
      (name) => [name, null, null, null] as const
    )
  ] as const)("of %s have the types that PostgreSQL gives them: %s, %s, %s", (name, sum, avg, least) => {
    const types = ["sum", "avg", "min", "max", "count"].map((word) => typeOf(word, name))
    assert.deepStrictEqual(types, [sum, avg, least, least, "bigint"])
  })

  it("are named by their word, and told as another type where that cannot fail", () => {
    const items = [computed("sum", "amount", "text"), field("what"), count]
    const { projection } = Result.getOrThrow(asked(Sales, items))
    assert.deepStrictEqual(
      projection.items.map(({ as }) => as),
      ["sum", "what", "count"]
    )
    assert.strictEqual(projection.key, '"sum"=sum(amount):text!,what:text,"count"=count(*):bigint')
    assert.deepStrictEqual(faultOf(Sales, [computed("count", null, "int4")]), {
      parameter: "select",
      _tag: "CastUnfit",
      field: "count",
      type: { kind: "bigint" },
      cast: "int4"
    })
  })

  it("are refused where they mean nothing, with their name, the field and its type", () => {
    const [select, type] = ["select", { kind: "text" }]
    const fault = (item: Item) => faultOf(Sales, [item])
    assert.deepStrictEqual(fault(computed("median", "pieces")), {
      parameter: select,
      _tag: "AggregateUnknown",
      aggregate: "median"
    })
    const unfit = { parameter: select, _tag: "AggregateUnfit", aggregate: "sum" }
    assert.deepStrictEqual(fault(computed("sum", "what")), { ...unfit, field: "what", type })
    assert.deepStrictEqual(fault(computed("sum")), { ...unfit, field: null, type: null })
    assert.strictEqual(fault(computed("count", "secret"))._tag, "FieldUnknown")
    assert.strictEqual(
      faultOf(Sales, [computed("sum", "pieces"), computed("sum", "total")])._tag,
      "NameRepeated"
    )
  })

  it("are refused of what does not allow them, whoever names it", () => {
    const refused = { parameter: "select", _tag: "AggregatesRefused", resource: "sellers" }
    assert.deepStrictEqual(faultOf(Sellers, [computed("sum", "secret")]), refused)
    assert.deepStrictEqual(faultOf(Sales, [relation("seller", [field("name")], true), count]), refused)
    assert.isTrue(Result.isSuccess(asked(Sellers, [relation("sales", [count])])))
    assert.isTrue(Result.isSuccess(asked(Sales, [relation("shop", [field("name")], true), count])))
  })

  it("are refused of one record", () => {
    const one = { parameter: "select", _tag: "AggregateOfOne" }
    assert.deepStrictEqual(faultOf(Sales, [relation("shop", [count])]), one)
    const { parameter, fault } = {
      parameter: "",
      fault: null,
      ...Result.getOrThrow(Result.flip(resolveSelect(Sales, { select: [count], related: [] }, reach)))
    }
    assert.deepStrictEqual([parameter, fault], ["select", { _tag: "AggregateOfOne" }])
    assert.isTrue(
      Result.isSuccess(resolveSelect(Shops, { select: [relation("sales", [count])], related: [] }, reach))
    )
  })

  it("stand beside what has a value for a group alone", () => {
    assert.deepStrictEqual(faultOf(Sales, [field("raw"), count]), {
      parameter: "select",
      _tag: "GroupUnfit",
      field: "raw",
      type: { kind: "json" }
    })
    assert.strictEqual(faultOf(Sales, [relation("shop", [field("tags")], true), count])._tag, "GroupUnfit")
    const beside = (resource: Resource.Resource, item: Item) => faultOf(resource, [count, item])
    const ungrouped = { parameter: "select", _tag: "RelationUngrouped" }
    assert.deepStrictEqual(beside(Sales, relation("shop", [field("name")])), {
      ...ungrouped,
      relation: "shop"
    })
    assert.deepStrictEqual(beside(Shops, relation("sales", [field("what")], true)), {
      ...ungrouped,
      relation: "sales"
    })
  })

  it("are sorted by what stands beside them, and continued by number", () => {
    const by = (name: string, relation: string | null = null) => ({
      order: [{ relation, field: at(name), direction: null, nulls: null }]
    })
    const stray = { parameter: "order", _tag: "OrderUngrouped", field: "amount" }
    assert.deepStrictEqual(faultOf(Sales, [field("what"), count], by("amount")), stray)
    assert.strictEqual(faultOf(Sales, [field("what"), count], by("name", "shop"))._tag, "OrderUngrouped")
    const shop = relation("shop", [field("name")], true)
    assert.isTrue(Result.isSuccess(asked(Sales, [shop, count], by("name", "shop"))))
    const page = { limit: 10, offset: 0, cursor: "any" }
    assert.deepStrictEqual(faultOf(Sales, [count], { page }), {
      parameter: "cursor",
      _tag: "CursorInvalid",
      of: "another"
    })
  })
})
