import { Tape } from '../voice/tape'

/** Other clients show video messages as circles of about this size, in pixels. */
export const ROUND_SIDE = 400
/** Longer ones other clients do not take. */
export const ROUND_MAX_S = 60
const FRAMES_PER_SECOND = 30
const BITS = { videoBitsPerSecond: 1_000_000, audioBitsPerSecond: 64_000 }
/** From what every client plays to what is left. */
const TYPES = [
  'video/mp4;codecs=avc1.42E01F,mp4a.40.2',
  'video/mp4;codecs=avc1.42E01F,opus',
  'video/mp4',
  'video/webm;codecs=vp8,opus',
]

/** A square film of who is in front of the camera, from `start` on until `stop`, `cancel` or a minute is over. */
export class RoundRecorder {
  seconds = $state(0)
  /** What the camera sees; null before it is on, and after. */
  stream = $state.raw<MediaStream | null>(null)
  private tape: Tape | null = null
  private timer = 0
  private isOver = false

  constructor(private readonly onlimit: () => void) {}

  async start(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'user', width: { ideal: 640 }, height: { ideal: 640 } },
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
    })
    this.stream = stream
    const camera = document.createElement('video')
    camera.muted = true
    camera.playsInline = true
    camera.srcObject = stream
    if (!this.isOver) await camera.play()
    if (this.isOver) return this.release()
    const squares = this.draw(camera)
    this.tape = new Tape(new MediaStream([...squares.getTracks(), ...stream.getAudioTracks()]), TYPES, BITS)
  }

  /** Null when nothing was recorded. */
  async stop(): Promise<Blob | null> {
    this.isOver = true
    const film = (await this.tape?.stop()) ?? null
    this.release()
    return film
  }

  cancel(): void {
    this.isOver = true
    this.tape?.cancel()
    this.release()
  }

  /** The middle of what the camera sees: cameras are seldom square. */
  private draw(camera: HTMLVideoElement): MediaStream {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = ROUND_SIDE
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    const began = performance.now()
    this.timer = window.setInterval(() => {
      const { videoWidth: width, videoHeight: height } = camera
      const side = Math.min(width, height)
      const [x, y] = [(width - side) / 2, (height - side) / 2]
      context.drawImage(camera, x, y, side, side, 0, 0, ROUND_SIDE, ROUND_SIDE)
      this.seconds = Math.min(ROUND_MAX_S, (performance.now() - began) / 1000)
      if (this.seconds < ROUND_MAX_S || this.isOver) return
      this.isOver = true
      this.onlimit()
    }, 1000 / FRAMES_PER_SECOND)
    return canvas.captureStream(FRAMES_PER_SECOND)
  }

  private release(): void {
    clearInterval(this.timer)
    this.stream?.getTracks().forEach((track) => track.stop())
    this.stream = null
  }
}
