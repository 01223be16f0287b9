/** Options or an environment that make no sense together: Effect's own error for it, whose message is one plain sentence. */
import * as Config from "effect/Config"
import { SourceError } from "effect/ConfigProvider"

export class InvalidConfiguration extends Config.ConfigError {
  constructor(sentence: string) {
    super(new SourceError({ message: sentence }))
  }

  override get message(): string {
    return this.cause.message
  }
}
