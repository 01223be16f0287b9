/** What a trigger or a function says, kept from clients. */
import { WriteRaised } from "@pgcrest/core"

/** It may hold data that its client must not see. */
export const hush = <E>(failure: E): E | WriteRaised => {
  if (!(failure instanceof WriteRaised)) return failure
  const { resource, code, cause } = failure
  return new WriteRaised({ resource, code, cause, detail: null })
}
