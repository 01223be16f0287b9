// @effect-diagnostics asyncFunction:off
/** No statement's text ever holds what a client sent: hostile texts in every place of a request, over PostgreSQL. */
import type { PostgresClient } from "@pgcrest/adapter-postgres"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { Client } from "pg"
import { bodyQueryPositions, heldNames, path, type Position, queryPositions } from "./hostile/positions.ts"
import { newStorage, recording } from "./hostile/recording.ts"
import { type Ask, askOver } from "./hostile/shelves.ts"
import { formCount, hostile, markOf, quoted } from "./hostile/texts.ts"
import { writePositions } from "./hostile/writePositions.ts"
import { type Answer, expectStatus } from "./wire/wire.ts"

let direct: Client
let ask: Ask
let uid: string
let sent: Array<PostgresClient.QueryText> = []
let marks = 0
const reached = new Set<string>()

beforeAll(async () => {
  const url = await newStorage()
  direct = new Client({ connectionString: url })
  await direct.connect()
  ask = askOver(recording(url, (query) => sent.push(query)))
  const made = await ask({
    method: "POST",
    path: "/shelves",
    body: { name: "first", boxes: [{ name: "b" }] }
  })
  uid = expectStatus(made, 201).json.uid
}, 60_000)
afterAll(() => direct.end())

/** What went out for a hostile call: its mark is in no text and no name, and nothing broke. */
const tried = async (position: Position, form: number) => {
  const mark = markOf(++marks)
  const text = hostile(form, mark)
  const call = position(text)
  sent = []
  const answer = await ask(call)
  const told = `${JSON.stringify(call)}\n${answer.status} ${answer.body}`
  assert.isBelow(answer.status, 500, told)
  for (const query of sent) {
    assert.notInclude(query.text.toLowerCase(), mark, told)
    assert.notInclude(query.name ?? "", mark, told)
  }
  const asValue = sent.some(({ values }) => JSON.stringify(values).includes(mark))
  return { answer, asValue, mark, text, told }
}

const everyForm = async (position: Position) => {
  const all: Array<Awaited<ReturnType<typeof tried>>> = []
  for (let form = 0; form < formCount; form++) all.push(await tried(position, form))
  return all
}
const succeeded = ({ status }: Answer): boolean => status < 300

describe("a text that a client sends is in no statement's text", () => {
  test.for([...queryPositions, ...bodyQueryPositions])("as %s", async ([name, position]) => {
    const all = await everyForm(position)
    if (all.some(({ answer, asValue }) => asValue && succeeded(answer))) reached.add(name)
  })

  test("though it reaches PostgreSQL, as a parameter", () => {
    const names = [...reached]
    const missing = heldNames.filter((held) => !names.some((name) => name.startsWith(`${held} `)))
    assert.deepStrictEqual(missing, [])
  })

  test("as any part of a write", async () => {
    for (const [name, position] of writePositions(uid))
      for (const { answer, asValue } of await everyForm(position))
        if (asValue && succeeded(answer)) reached.add(name)
    assert.includeMembers(
      [...reached],
      [
        "rows",
        "rows, merged",
        "a merged value",
        "a patch",
        "who is signed in",
        "value that a batch refers to"
      ]
    )
  })

  test("as a cursor that was tampered with", async () => {
    for (let at = 0; at < 3; at++)
      await ask({ method: "POST", path: "/shelves", body: { name: `page ${at}` } })
    const page = expectStatus(await ask({ method: "GET", path: "/shelves?limit=1&order=name" }), 200)
    const [, cursor = ""] = /cursor=([^&>]+)/u.exec(page.header("link") ?? "") ?? []
    assert.isNotEmpty(cursor)
    const plain = Buffer.from(decodeURIComponent(cursor), "base64url").toString()
    const [head = ""] = plain.split("[")
    const within = (text: string): ReadonlyArray<string> => [
      plain + text,
      text + plain,
      `${head}${JSON.stringify([text, uid])}`,
      `${head}${JSON.stringify([text, text])}`,
      `${head}${JSON.stringify([{ [text]: text }])}`
    ]
    for (const [at] of within("").entries()) {
      const all = await everyForm((text) => ({
        method: "GET",
        path: path("/shelves", [
          ["limit", "1"],
          ["order", "name"],
          ["cursor", Buffer.from(within(text)[at] ?? "").toString("base64url")]
        ])
      }))
      // The place after any name there could be is one that a client may make up.
      if (at === 2) assert.isTrue(all.some(({ answer, asValue }) => succeeded(answer) && asValue))
    }
  })

  test("and the tables are there as before", async () => {
    const { rows } = await direct.query("select count(*) > 0 as there from hostile.shelves")
    assert.deepStrictEqual(rows, [{ there: true }])
  })
})

describe("a text that is taken comes back as it was sent", () => {
  const intact = async (call: Position, part: (answer: Answer["json"], text: string) => unknown) => {
    for (const { answer, asValue, text, told } of await everyForm(call)) {
      assert.isTrue(succeeded(answer), told)
      assert.isTrue(asValue, told)
      assert.deepStrictEqual(part(answer.json, text), text, told)
    }
  }
  const body = (text: string) => ({ name: `kept ${text}`, label: text, tags: [text], meta: { [text]: text } })

  test("as a text, an element of an array, and JSON", async () => {
    const call: Position = (text) => ({ method: "POST", path: "/shelves", body: body(text) })
    await intact(call, ({ label, meta, tags }, text) => {
      assert.deepStrictEqual([tags, meta], [[text], { [text]: text }])
      return label
    })
  })

  // Each is found by every condition that is true of it.
  const conditions: Readonly<Record<string, (text: string) => readonly [string, string]>> = {
    eq: (text) => ["label", `eq.${text}`],
    in: (text) => ["label", `in.(${quoted(text)})`],
    any: (text) => ["label", `eq(any).{${quoted(text)}}`],
    tree: (text) => ["or", `(label.eq.${quoted(text)},label.eq.none)`],
    array: (text) => ["tags", `cs.{${quoted(text)}}`],
    "path in JSON": (text) => [`meta->>${quoted(text)}`, `eq.${text}`],
    "JSON contained": (text) => ["meta", `cs.${JSON.stringify({ [text]: text })}`]
  }
  test.for(Object.entries(conditions))("where %s asks for it", async ([, condition]) => {
    for (let form = 0; form < formCount; form++) {
      const text = hostile(form, markOf(++marks))
      expectStatus(await ask({ method: "POST", path: "/shelves", body: body(text) }), 201)
      for (const at of ["/shelves", "/rest/v1/shelves"]) {
        sent = []
        const found = await ask({ method: "GET", path: path(at, [["select", "label"], condition(text)]) })
        assert.deepStrictEqual(expectStatus(found, 200).json, [{ label: text }], text)
        for (const query of sent) assert.notInclude(query.text, markOf(marks))
      }
    }
  })

  test("as an alias, at every level", async () => {
    for (let form = 0; form < formCount; form++) {
      const mark = markOf(++marks)
      const name = hostile(form, mark)
      const alias = quoted(name)
      const select = `${alias}:name,"2${alias.slice(1)}:boxes(${alias}:name)`
      sent = []
      const found = await ask({
        method: "GET",
        path: path("/shelves", [
          ["name", "eq.first"],
          ["select", select]
        ])
      })
      const [only] = expectStatus(found, 200).json
      assert.deepStrictEqual(only, { [name]: "first", [`2${name}`]: [{ [name]: "b" }] })
      for (const query of sent) assert.notInclude(query.text, mark)
    }
  })
})
