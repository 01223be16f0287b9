/** A type without the domains over it. */
import type { Type } from "./Description.ts"

export const bareType = (type: Type): Exclude<Type, { readonly kind: "domain" }> =>
  type.kind === "domain" ? bareType(type.base) : type
