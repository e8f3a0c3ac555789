import type { Api } from '@botschaft/protocol'

/** The emoji that the server takes as reactions, asked for when they are first needed. */
export class KnownReactions {
  emoji = $state.raw<readonly string[]>([])
  private asked: Promise<void> | null = null

  constructor(private readonly api: Api) {}

  need(): Promise<void> {
    this.asked ??= this.api.getKnownReactions().then(
      (emoji) => void (this.emoji = emoji),
      () => void (this.asked = null),
    )
    return this.asked
  }
}
