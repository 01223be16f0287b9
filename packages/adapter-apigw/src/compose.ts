/** What is served, as wires on a sandbox. */
import type { Api, ResourceStore } from "@pgcrest/core"
import { Rest, type Streaming } from "@pgcrest/rest"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Layer from "effect/Layer"
import type { Given } from "./HandlerOptions.ts"
import type { Wires } from "./Mount.ts"
import { serve } from "./serve.ts"

type Services<S> = ResourceStore | SecureRandom.SecureRandom | S

/** An api alone over REST, or wires as they are; `streaming` where a body can be sent while it is made. */
export const compose = <S, LE>(
  served: Api.Api<never, S> | Wires<Services<S>>,
  layer: Layer.Layer<ResourceStore | S, LE>,
  { people, problems = {}, streaming, ...options }: Given<S> & { readonly streaming?: Streaming.Streaming }
) => {
  const streams = streaming !== undefined
  if (!isApi(served)) return serve(served, layer, { options, names: null, streams })
  const gateway = { options, names: new Set(served.resources.keys()), streams }
  const decided = { ...options, problems, ...(streaming === undefined ? {} : { streaming }) }
  return people === undefined
    ? serve({ "": Rest.make(served, decided) }, layer, gateway)
    : serve({ "": Rest.make(served, { ...decided, people }) }, Layer.merge(layer, people.directory), gateway)
}

function isApi<S>(served: Api.Api<never, S> | Wires): served is Api.Api<never, S> {
  return served["_tag"] === "Api"
}
