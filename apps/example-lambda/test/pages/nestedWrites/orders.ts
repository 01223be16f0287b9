/** What docs/nested-writes.md declares; a test holds the page to it. */
import { Access, Api, Field, Relation, Resource } from "@pgcrest/core"

const access = { list: Access.everyone, get: Access.everyone, create: Access.everyone }

export const Customers = Resource.make("customers", { fields: { name: Field.text }, access })

export const Orders = Resource.make("orders", {
  fields: { note: Field.optional(Field.text), customer_uid: Field.references("customers") },
  relations: {
    customer: Relation.one("customers", "customer_uid"),
    lines: Relation.many("lines", "order_uid"),
    labels: Relation.through("labels", "marks", "order_uid", "label_uid")
  },
  access
})

export const Lines = Resource.make("lines", {
  fields: { order_uid: Field.references("orders"), article: Field.text, quantity: Field.integer },
  access
})

export const Labels = Resource.make("labels", { fields: { name: Field.text }, access })

export const Marks = Resource.make("marks", {
  uid: null,
  key: ["order_uid", "label_uid"],
  fields: { order_uid: Field.references("orders"), label_uid: Field.references("labels") },
  access: { list: Access.everyone, create: Access.everyone }
})

export const Shop = Api.make("shop", { resources: [Customers, Orders, Lines, Labels, Marks] })
