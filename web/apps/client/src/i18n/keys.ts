import type { MessageKey } from './en'

type Base<K> = K extends `${infer B}.one` ? B : never

/** A key of the catalogues, or the stem of one that has plural forms. */
export type TextKey = MessageKey | Base<MessageKey>
