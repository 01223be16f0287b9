// @effect-diagnostics asyncFunction:off
/** GeoJSON by its client. What a store has of a place is JSON, whatever the store: memory stands for any. */
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import { Access, Api, Field, Resource } from "@pgcrest/core"
import { Postgrest } from "@pgcrest/postgrest"
import { GeoJson } from "@pgcrest/rest"
import { PostgrestClient } from "@supabase/postgrest-js"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { serve, type Served } from "./served.ts"

const Places = Resource.make("places", {
  fields: { name: Field.text, at: Field.optional(Field.geometry) },
  access: { list: Access.everyone, create: Access.everyone }
})
const wire = Postgrest.make(Api.make("map", { resources: [Places] }), { formats: [GeoJson.make()] })

describe("rows with a place", () => {
  let served: Served
  let db: PostgrestClient
  beforeAll(async () => {
    served = await serve(ResourceStoreMemory.layer, wire)
    db = new PostgrestClient(served.url)
  })
  afterAll(() => served.close())

  const at = { type: "Point", coordinates: [2.3522, 48.8566] }

  test("are a FeatureCollection, once written and when they are read", async () => {
    const made = await db.from("places").insert({ name: "Paris", at }).select("name,place:at").geojson()
    const paris = { type: "Feature", geometry: at, properties: { name: "Paris" } }
    assert.deepInclude<unknown>(made, {
      status: 201,
      error: null,
      data: { type: "FeatureCollection", features: [paris] }
    })
    const found = await db.from("places").select("name,at").eq("name", "Paris").geojson()
    assert.deepStrictEqual<unknown>(found.data, { type: "FeatureCollection", features: [paris] })
    const whole = await db.from("places").select().geojson()
    assert.isString((whole.data as unknown as { features: ReadonlyArray<{ id: string }> }).features[0]?.id)
  })

  test("go out under the type that PostgREST writes", async () => {
    const response = await fetch(`${served.url}/places`, { headers: { accept: "application/geo+json" } })
    assert.strictEqual(response.headers.get("content-type"), "application/geo+json; charset=utf-8")
  })

  test("have one place, or are not written so, nor at all", async () => {
    const none = await db.from("places").insert({ name: "nowhere" }).select("name").geojson()
    assert.deepInclude(none, { status: 406 })
    assert.deepInclude(none.error, { code: "PGRST107" })
    assert.deepStrictEqual((await db.from("places").select().eq("name", "nowhere")).data, [])
  })
})
