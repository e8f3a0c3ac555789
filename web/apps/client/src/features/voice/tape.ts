/** What has been recorded since the last part is lost when the browser ends. */
const SLICE_MS = 1_000

/** What a browser records of a stream, from now on until `stop` or `cancel`. */
export class Tape {
  private readonly parts: Blob[] = []
  private readonly recorder: MediaRecorder

  /** `types` go from the best for other clients to what is left. */
  constructor(
    stream: MediaStream,
    types: readonly string[],
    options: Omit<MediaRecorderOptions, 'mimeType'>,
  ) {
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type))
    this.recorder = new MediaRecorder(stream, { ...options, ...(mimeType ? { mimeType } : {}) })
    this.recorder.addEventListener('dataavailable', ({ data }) => this.parts.push(data))
    this.recorder.start(SLICE_MS)
  }

  /** Null when nothing was recorded. */
  async stop(): Promise<Blob | null> {
    const { recorder } = this
    if (recorder.state !== 'inactive') {
      const isDone = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }))
      recorder.stop()
      await isDone
    }
    const blob = new Blob(this.parts, { type: recorder.mimeType })
    return blob.size > 0 ? blob : null
  }

  cancel(): void {
    if (this.recorder.state !== 'inactive') this.recorder.stop()
  }
}
