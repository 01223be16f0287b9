// @effect-diagnostics asyncFunction:off
/** react-admin's data provider for PostgREST, over any store. */
import ra, {
  defaultPrimaryKeys,
  defaultSchema,
  type IDataProviderConfig
} from "@raphiniert/ra-data-postgrest"
import { type DataProvider, fetchUtils } from "ra-core"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import type { Served, Start } from "./served.ts"

// A module of CommonJS: which of the two its default is depends on who loads it.
const postgrestRestProvider = ("default" in ra ? ra.default : ra) as (
  config: IDataProviderConfig
) => DataProvider

export const raDataPostgrest = (name: string, start: Start): void =>
  void describe(`ra-data-postgrest over ${name}`, () => {
    let served: Served
    let admin: DataProvider
    beforeAll(async () => {
      served = await start()
      admin = postgrestRestProvider({
        apiUrl: served.url,
        httpClient: (url: string, options: fetchUtils.Options = {}) => {
          const headers = new Headers(options.headers)
          headers.set("authorization", "Bearer ann")
          return fetchUtils.fetchJson(url, { ...options, headers })
        },
        defaultListOp: "eq",
        primaryKeys: new Map([...defaultPrimaryKeys, ["notes", ["uid"]], ["labels", ["book_id", "tag_id"]]]),
        schema: defaultSchema
      })
    })
    afterAll(() => served.close())

    const create = async (title: string, data: object = {}) =>
      (await admin.create("books", { data: { title, ...data } })).data
    const page = {
      pagination: { page: 1, perPage: 2 },
      sort: { field: "title", order: "ASC" as const },
      filter: {}
    }

    test("creates, reads, changes and removes a row", async () => {
      const made = await create("Emma", { pages: 400 })
      assert.deepInclude(made, { title: "Emma", pages: 400 })
      const { data } = await admin.getOne("books", { id: made.id })
      assert.deepStrictEqual(data, made)
      const changed = await admin.update("books", {
        id: made.id,
        data: { ...made, title: "Emma II" },
        previousData: made
      })
      assert.deepInclude(changed.data, { id: made.id, title: "Emma II" })
      const removed = await admin.delete("books", { id: made.id, previousData: made })
      assert.deepInclude(removed.data, { id: made.id })
      const gone = await admin.getOne("books", { id: made.id }).catch((error: unknown) => error)
      assert.deepInclude(gone, { status: 406, message: "Cannot coerce the result to a single JSON object" })
    })

    test("lists rows by page, and counts them", async () => {
      for (const title of ["page a", "page b", "page c"]) await create(title, { isbn: title })
      const { data, total } = await admin.getList("books", { ...page, filter: { "title@like": "page %" } })
      assert.strictEqual(total, 3)
      assert.deepStrictEqual(
        data.map(({ title }) => title),
        ["page a", "page b"]
      )
      const second = await admin.getList("books", {
        ...page,
        pagination: { page: 2, perPage: 2 },
        filter: { "title@like": "page %" }
      })
      assert.deepStrictEqual(
        second.data.map(({ title }) => title),
        ["page c"]
      )
    })

    test("finds rows by words, as it numbers a repeated filter", async () => {
      await create("The Voyage Out")
      await create("Voyage in the Dark")
      const { data } = await admin.getList("books", { ...page, filter: { "title@ilike": "voyage out" } })
      assert.deepStrictEqual(
        data.map(({ title }) => title),
        ["The Voyage Out"]
      )
    })

    test("reads several rows, and those that belong to one", async () => {
      const author = (await admin.create("authors", { data: { name: "Anna" } })).data
      const [one, two] = [
        await create("m1", { author_id: author.id }),
        await create("m2", { author_id: author.id })
      ]
      const many = await admin.getMany("books", { ids: [one.id, two.id] })
      assert.deepStrictEqual(many.data.map(({ title }) => title).toSorted(), ["m1", "m2"])
      assert.lengthOf((await admin.getMany("books", { ids: [one.id] })).data, 1)
      const related = await admin.getManyReference("books", { ...page, target: "author_id", id: author.id })
      assert.strictEqual(related.total, 2)
      const changed = await admin.updateMany("books", { ids: [one.id, two.id], data: { lent: true } })
      assert.sameMembers(changed.data ?? [], [one.id, two.id])
      const removed = await admin.deleteMany("books", { ids: [one.id, two.id] })
      assert.sameMembers(removed.data ?? [], [one.id, two.id])
    })

    test("takes whole forms back, whose other columns the server writes", async () => {
      const made = (await admin.create("notes", { data: { text: "n" } })).data
      assert.strictEqual(made.id, made["uid"])
      const changed = await admin.update("notes", {
        id: made.id,
        data: { ...made, text: "m", version: 77, creator_uid: "ben" },
        previousData: made
      })
      assert.deepInclude(changed.data, { text: "m", version: 2, creator_uid: "ann" })
    })

    test("names rows by several columns", async () => {
      const [book, tag] = [
        await create("labelled"),
        (await admin.create("tags", { data: { name: "ra" } })).data
      ]
      const made = (await admin.create("labels", { data: { book_id: book.id, tag_id: tag.id } })).data
      const read = await admin.getOne("labels", { id: made.id })
      assert.deepInclude(read.data, { book_id: book.id, tag_id: tag.id })
      assert.lengthOf((await admin.getMany("labels", { ids: [made.id] })).data, 1)
      const removed = await admin.delete("labels", { id: made.id, previousData: made })
      assert.deepInclude(removed.data, { book_id: book.id })
    })
  })
