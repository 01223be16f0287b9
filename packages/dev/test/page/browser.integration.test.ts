// @effect-diagnostics asyncFunction:off
/** The first page as a reader meets it, in this machine's Chromium. */
import type { Authority, Gateway } from "@pgcrest/dev"
import type { Browser, Page } from "playwright-core"
import { afterAll, afterEach, assert, beforeAll, describe, it } from "vitest"
import { firstPage } from "../../src/page/firstPage.ts"
import { peopleOf } from "../../src/page/People.ts"
import { start } from "../gateways.ts"
import { findChromium, open } from "./chromium.ts"
import { Shelf, users } from "./shelf.ts"

const program = findChromium()
if (program === null)
  console.log(
    "No Chromium on this machine: the first page was not opened in a browser, only read as HTML in firstPage.test.ts."
  )

const uid = "0197f5b0-0000-7000-8000-000000000000"

/** Says what it was asked, and answers as if it held one book at a price that a double would round. */
const handler = async (event: unknown) => {
  const { body, headers, rawPath, requestContext } = JSON.parse(JSON.stringify(event))
  const sub = requestContext.authorizer?.jwt.claims.sub ?? null
  const asked = { method: requestContext.http.method, path: rawPath, sub, body: body ?? null }
  const told = JSON.stringify({ uid, type: headers["content-type"] ?? null, asked })
  return { statusCode: 200, headers: { etag: '"1"' }, body: `[${told.replace(/\}$/u, ',"price":12.50}')}]` }
}

describe.skipIf(program === null)("the first page in a browser", () => {
  let browser: Browser
  let page: Page
  const requests: Array<string> = []
  /** What the browser complains of: a style or a script that the page's policy refuses, too. */
  const faults: Array<string> = []
  let origin = ""

  beforeAll(async () => {
    browser = await open(program ?? "")
  })
  afterAll(() => browser.close())

  const visit = async (options: Partial<Gateway.GatewayOptions> = {}) => {
    origin = (
      await start(handler, {
        page: () => firstPage({ name: "The shelf", api: Shelf, people: users }),
        users,
        ...options
      })
    ).url
    requests.length = 0
    faults.length = 0
    page = await browser.newPage()
    page.on("request", (request) => requests.push(request.url()))
    // A refusal is no fault of the page, though the browser tells of it.
    page.on("console", (message) => {
      if (!/status of 401/u.test(message.text())) faults.push(message.text())
    })
    page.on("pageerror", (error) => faults.push(String(error)))
    await page.goto(origin)
  }
  afterEach(async () => {
    await page.close()
    assert.deepStrictEqual(faults, [])
    assert.deepStrictEqual(
      requests.filter((url) => !url.startsWith(origin) && url !== "data:,"),
      []
    )
  })

  /** What the api has answered to a click, once it is shown; what was shown before is gone, so that no answer counts twice. */
  const answerTo = async (button: string) => {
    await page.locator("output").evaluate((output) => output.replaceChildren())
    await page.getByRole("button", { name: button }).first().click()
    return (await page.locator("output").filter({ hasText: " ms" }).textContent()) ?? ""
  }

  it("shows the api's name, its resources and three requests", async () => {
    await visit()
    assert.strictEqual(await page.title(), "The shelf")
    assert.deepStrictEqual(await page.locator("nav a").allTextContents(), ["authors", "books"])
    assert.lengthOf(await page.locator(".examples button").all(), 3)
  })

  it("sends the request that is clicked, and shows the answer to the last digit", async () => {
    await visit()
    const told = await answerTo("Three books")
    assert.match(told, /^200 in \d+ ms/u)
    assert.include(told, 'etag: "1"')
    assert.include(told, '"path": "/books"')
    assert.include(told, '"price": 12.50')
    assert.include(requests, `${origin}/books?limit=3`)
  })

  it("acts as the user who may", async () => {
    await visit()
    const told = await answerTo("What authors must have")
    for (const part of ['"method": "POST"', '"sub": "ines"', '"body": "{}"', '"type": "application/json"'])
      assert.include(told, part)
  })

  it("signs a user in once where an authority gives tokens, and again when the token is no longer taken", async () => {
    let turn = 1
    const signedIn: Array<string> = []
    const authority: Authority = {
      verify: async (token) => (token === `ines-${turn}` ? { sub: token } : "Too old."),
      signIn: async (username, password) => {
        signedIn.push(`${username} ${password}`)
        return { idToken: "", accessToken: `${username}-${turn}` }
      }
    }
    const people = peopleOf({ ines: users["<ines>"] }, { ines: "sesame" })
    await visit({ authority, page: () => firstPage({ name: "The shelf", api: Shelf, people }) })
    for (const _ of ["asked", "kept"])
      assert.include(await answerTo("What authors must have"), '"sub": "ines-1"')
    assert.deepStrictEqual(signedIn, ["ines sesame"])
    turn = 2
    assert.match(await answerTo("What authors must have"), /^401 in/u)
    assert.include(await answerTo("What authors must have"), '"sub": "ines-2"')
  })

  it("shows why nobody is signed in", async () => {
    const authority: Authority = {
      verify: async () => "No.",
      signIn: async () => "Incorrect username or password."
    }
    const people = peopleOf({ ines: users["<ines>"] }, { ines: "sesame" })
    await visit({ authority, page: () => firstPage({ name: "The shelf", api: Shelf, people }) })
    await page.getByRole("button", { name: "What authors must have" }).click()
    await page.getByText("Incorrect username or password.").waitFor()
  })

  it("fills the address of a record with the one seen last", async () => {
    await visit()
    await answerTo("Three books")
    await page.getByRole("button", { name: "GET /books/{uid}/history", exact: true }).click()
    assert.strictEqual(await page.locator("[name=target]").inputValue(), `/books/${uid}/history`)
    const told = await answerTo("Send")
    assert.include(told, "200 in")
  })
})
