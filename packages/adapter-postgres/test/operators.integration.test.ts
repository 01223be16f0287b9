// @effect-diagnostics asyncFunction:off
/** Every operator asked of PostgreSQL and of core, over generated values: both find the same, also of what is unknown. */
import {
  Caller,
  type Cell,
  Field,
  Predicate,
  type QuerySyntax,
  resolve,
  Resource,
  searchLanguages,
  type Values
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { castType, of } from "../src/sql/columns.ts"
import { predicateSql } from "../src/sql/predicate.ts"
import { render } from "../src/sql/Sql.ts"
import { Parting } from "../src/shape/Parting.ts"
import { partPredicate } from "../src/shape/PredicateShape.ts"
import { toParameter } from "../src/shape/toParameter.ts"
import { get } from "./commands.ts"
import { connect, type Direct, makeDatabase, servers } from "./database.ts"
import { several } from "./generated.ts"
import * as operands from "./operands.ts"
import { Books, everyone } from "./shelf.ts"

const comparisons = "eq neq lt lte gt gte isdistinct"
const beside = "cs cd ov sl sr nxr nxl adj"

interface Kind {
  readonly field: Field.Field
  readonly make: () => string
  readonly operators: string
}
const kinds: Readonly<Record<string, Kind>> = {
  words: {
    field: Field.array("text"),
    make: () => operands.array(operands.word),
    operators: `${comparisons} cs cd ov`
  },
  numbers: {
    field: Field.array("integer"),
    make: () => operands.array(operands.number),
    operators: `${comparisons} cs cd ov`
  },
  amounts: {
    field: Field.array(Field.numeric()),
    make: () => operands.array(operands.decimal),
    operators: `${comparisons} cs cd ov`
  },
  docs: {
    field: Field.array(Field.jsonb()),
    make: () => operands.array(operands.jsonElement, false),
    operators: `${comparisons} cs cd ov`
  },
  doc: { field: Field.jsonb(), make: operands.json, operators: `${comparisons} cs cd` },
  seats: {
    field: Field.range("int4range"),
    make: () => operands.range(operands.whole),
    operators: `${comparisons} ${beside}`
  },
  prices: {
    field: Field.range("numrange"),
    make: () => operands.range(operands.half),
    operators: `${comparisons} ${beside}`
  },
  gaps: {
    field: Field.multirange("int8multirange"),
    make: operands.multirange,
    operators: `${comparisons} ${beside}`
  },
  line: { field: Field.matchable(Field.text), make: operands.sentence, operators: comparisons }
}

const Probes = Resource.make("probes", {
  ...everyone,
  fields: Object.fromEntries(Object.entries(kinds).map(([name, { field }]) => [name, Field.optional(field)]))
})
const column = (name: string) => Resource.columnOf(Probes, name)

/** What a filter means, or the rule that it breaks. */
const meaningOf = (
  name: string,
  operator: string,
  operand: string | ReadonlyArray<string>,
  modifier: string | null = null
) => {
  const filter: QuerySyntax.ConditionSyntax = {
    _tag: "Condition",
    field: { name, path: [], asText: false },
    operator,
    modifier,
    operand: typeof operand === "string" ? { _tag: "Text", text: operand } : { _tag: "List", texts: operand },
    not: false
  }
  const syntax: QuerySyntax.QuerySyntax = {
    filters: [{ parameter: "p", filter }],
    order: [],
    related: [],
    select: [],
    page: { limit: 1, offset: 0, cursor: null },
    count: null
  }
  const reach = {
    caller: Caller.user("a"),
    links: new Map(),
    bounds: { records: 1, relations: 1, levels: 1 }
  }
  return Result.map(resolve(Probes, syntax, reach), (query) => query.filter)
}

const asking = get(Books, "")
const sqlOf = (predicate: Predicate.Predicate) => {
  const parting = new Parting(asking, () => 1)
  const shape = partPredicate(predicate, parting)
  const { text, holes } = render(predicateSql(shape, (one) => of("p", one)))
  return { text, values: holes.map((hole) => parting.values[hole]) }
}

/** A cell that a text is, as an operand is read. */
const cellOf = (name: string, text: string): Cell => {
  const { parse } = column(name).cell
  return parse === null ? null : Result.getOrThrow(parse(text))
}

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  const rows: Array<Values> = []
  beforeAll(async () => {
    direct = await connect(await makeDatabase(template))
    const names = Object.keys(kinds)
    const declared = names.map((name) => `"${name}" ${castType(column(name).type)}`)
    await direct.query(`create temp table probes (n integer, ${declared.join()});`)
    for (let n = 0; n < 60; n++) {
      const row = Object.fromEntries(
        Object.entries(kinds).map(([name, { make }]) => [name, n === 0 ? null : cellOf(name, make())])
      )
      rows.push(row)
      const values = names.map((name) => toParameter(row[name] ?? null, column(name).type))
      const holes = names.map((name, at) => `$${at + 2}::${castType(column(name).type)}`)
      await direct.query(`insert into probes values ($1, ${holes.join()})`, [n, ...values])
    }
  })
  afterAll(() => direct.close())

  const foundBy = async (predicate: Predicate.Predicate) => {
    const { text, values } = sqlOf(predicate)
    const found = await direct.query(`select n from probes p where ${text} order by n`, values)
    return found.map(([n]) => Number(n))
  }
  const agree = async (predicate: Predicate.Predicate) => {
    for (const one of [predicate, { _tag: "Not", predicate } as const]) {
      const expected = rows.flatMap((row, n) =>
        Predicate.evaluate(one, ({ name }) => row[name] ?? null) === true ? [n] : []
      )
      assert.deepStrictEqual(await foundBy(one), expected, Predicate.textOf(one))
    }
  }

  for (const [name, { make, operators }] of Object.entries(kinds)) {
    test(`${name} is compared as core compares it`, async () => {
      for (const operator of operators.split(" "))
        for (const operand of several(make, 12))
          await agree(Result.getOrThrow(meaningOf(name, operator, operand)))
    })

    test(`${name} is compared with any and all of a list`, async () => {
      for (const modifier of ["any", "all"])
        for (const operator of ["eq", "gt", "lte"])
          for (const length of [0, 1, 3])
            await agree(Result.getOrThrow(meaningOf(name, operator, several(make, length), modifier)))
      await agree(Result.getOrThrow(meaningOf(name, "in", several(make, 3))))
    })

    test(`${name} is in PostgreSQL's order`, async () => {
      const { compare } = column(name).cell
      const sorted = await direct.query(
        `select n, dense_rank() over (order by "${name}") from probes where "${name}" is not null`
      )
      for (const [a, left] of sorted)
        for (const [b, right] of sorted)
          assert.strictEqual(
            Math.sign(compare(rows[Number(a)]?.[name] ?? null, rows[Number(b)]?.[name] ?? null)),
            Math.sign(Number(left) - Number(right)),
            JSON.stringify([rows[Number(a)]?.[name], rows[Number(b)]?.[name]])
          )
    })
  }

  test("a range holds a value as it holds the range of that value", async () => {
    for (const name of ["seats", "prices", "gaps"])
      for (const operand of several(operands.whole, 5))
        await agree(Result.getOrThrow(meaningOf(name, "cs", operand)))
  })

  test("a regular expression finds what core finds, and none that core takes is malformed", async () => {
    let taken = 0
    for (const pattern of several(() => operands.regex(), 400)) {
      const predicate = meaningOf("line", taken % 2 === 0 ? "match" : "imatch", pattern)
      if (Result.isFailure(predicate)) continue
      taken += 1
      await agree(predicate.success)
    }
    assert.isAbove(taken, 200)
    await agree(Result.getOrThrow(meaningOf("line", "match", ["a", "^b", "\\d$"], "any")))
    await agree(Result.getOrThrow(meaningOf("line", "imatch", ["a", "[^b]"], "all")))
  })

  test("a search that core takes never fails", async () => {
    let taken = 0
    for (const form of ["fts", "plfts", "phfts", "wfts"])
      for (const language of [null, "english", "simple"]) {
        const queries = [...several(operands.query, 150), ...several(() => operands.wellFormed(), 50)]
        for (const query of [
          ...queries,
          "-".repeat(40),
          "- ".repeat(999),
          "a ".repeat(500),
          "é".repeat(1000)
        ]) {
          const predicate = meaningOf("line", form, query, language)
          if (Result.isFailure(predicate)) continue
          taken += 1
          await foundBy(predicate.success)
        }
      }
    assert.isAbove(taken, 1000)
  })

  test("every language that core names is there", async () => {
    for (const language of searchLanguages)
      await foundBy(Result.getOrThrow(meaningOf("line", "plfts", "a", language)))
  })

  test("a text of which no document can be made is not found, and no error", async () => {
    const search = Result.getOrThrow(meaningOf("line", "plfts", "1"))
    const before = await foundBy(search)
    await direct.query(
      "insert into probes (n, line) select 1000, string_agg(i || '-' || i * 7, ' ') from generate_series(1, 60000) i;"
    )
    assert.deepStrictEqual(await foundBy(search), before)
    await direct.query("delete from probes where n = 1000;")
  })
})
