import { assert, test } from "vitest"
import { fieldNames } from "../../src/declaring/fieldNames.ts"
import { resourceNames } from "../../src/declaring/resourceNames.ts"

const fields = (...columns: ReadonlyArray<string>) => {
  const names = fieldNames(columns)
  return columns.map((column) => names.get(column))
}

test("keeps snake_case and camelCase", () => {
  assert.deepEqual(fields("created_at", "createdAt", "_x", "a1"), ["created_at", "createdAt", "_x", "a1"])
})

test("gives a name in lower case to what cannot stand in a query", () => {
  assert.deepEqual(fields("Order Date", "OrderID", "CUST_NO", "E-Mail", "Größe", "2ND", "名前", "a$b"), [
    "order_date",
    "order_id",
    "cust_no",
    "e_mail",
    "grosse",
    "_2nd",
    "column_7",
    "a_b"
  ])
})

test("names no field as a word of the grammar, or as what every object has", () => {
  assert.deepEqual(fields("order", "LIMIT", "cursor", "expand", "as_of", "constructor", "toString", "user"), [
    "order_value",
    "limit_value",
    "cursor_value",
    "expand_value",
    "as_of_value",
    "constructor_value",
    "to_string",
    "user"
  ])
})

test("gives no name twice, and none that a column has by itself", () => {
  assert.deepEqual(fields("Name", "name", "NAME", "order", "order_value"), [
    "name_2",
    "name",
    "name_3",
    "order_value_2",
    "order_value"
  ])
})

const resources = (...tables: ReadonlyArray<string>) =>
  resourceNames(
    tables.map((table) => {
      const [schema = "", name = ""] = table.split(".")
      return { schema, name }
    })
  ).map(({ name, constant }) => `${name} ${constant}`)

test("names resources as their tables, with the schema where that is taken", () => {
  assert.deepEqual(resources("public.users", "auth.users", "public.BlogPost", "public._CategoryToPost"), [
    "users Users",
    "auth_users AuthUsers",
    "blog_post BlogPost",
    "category_to_post CategoryToPost"
  ])
})

test("names no constant as what its file imports, and no resource as a path of the product's", () => {
  assert.deepEqual(
    resources("public.field", "public.history", "public.2020", "public.名前", "public.a-b", "x.a_b"),
    [
      "field FieldRecords",
      "public_history PublicHistory",
      "table_2020 Table2020",
      "table Table",
      "a_b AB",
      "x_a_b XAB"
    ]
  )
})

test("names no file as what Windows opens instead, and none as another in other letters", () => {
  assert.deepEqual(
    resources(
      "public.con",
      "public.AUX",
      "public.nul.",
      "public.com1",
      "public.Lpt9",
      "public.Book",
      "public.book",
      "public.book."
    ),
    [
      "public_con PublicCon",
      "public_aux PublicAux",
      "public_nul PublicNul",
      "public_com1 PublicCom1",
      "public_lpt9 PublicLpt9",
      "book Book",
      "public_book PublicBook",
      "public_book_2 PublicBook2"
    ]
  )
})
