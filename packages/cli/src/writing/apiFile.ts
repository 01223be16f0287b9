/** The files that join the resources. */
import { call, list, object, text } from "../code/Code.ts"
import { layout } from "../code/layout.ts"
import type { Declaration } from "../declaring/Declaration.ts"
import { oneLine } from "./comments.ts"

/** Exports `api`, named as the database; `leftOut` are sentences about what it does not serve. */
export const apiFile = (
  database: string,
  declarations: ReadonlyArray<Declaration>,
  leftOut: ReadonlyArray<string>
): string => {
  const imports = declarations.map(
    ({ name, constant }) => `import { ${constant} } from ${text(`./resources/${name}.ts`)}`
  )
  const notes = leftOut.map((sentence) => `// ${oneLine(sentence)}\n`)
  const api = call(
    "Api.make",
    text(database),
    object([{ name: "resources", value: list(declarations.map(({ constant }) => constant)) }])
  )
  return `/** What is served of the database ${oneLine(database)}. */
import { Api } from "@pgcrest/core"
${imports.join("\n")}

${notes.join("")}export const api = ${layout(api, "", "export const api = ".length)}
`
}

/** The composition root. */
export const mainFile = `/** The composition root of the Lambda: the only place that knows everything. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { api } from "./api.ts"

export const handler = ApiGateway.handler(api, ResourceStorePostgres.layerConfig)
`
