import type { OutgoingContent } from '@botschaft/protocol'
import { toOgg } from './ogg'
import { Tape } from './tape'
import { peakOf, toWaveform } from './waveform'
import { readWebm } from './webm'

const TICK_MS = 60
const BITS_PER_SECOND = 32_000
/** From the best for other clients to what is left. */
const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']

export interface Recording {
  /** As it was recorded, for this browser to play. */
  raw: Blob
  levels: number[]
  seconds: number
}

/** What is spoken into the microphone, from `start` on until `stop` or `cancel`. */
export class Recorder {
  seconds = $state(0)
  /** Loudness from 0 to 1, one for each tick. */
  levels = $state.raw<readonly number[]>([])
  private tape: Tape | null = null
  private stream: MediaStream | null = null
  private audio: AudioContext | null = null
  private timer = 0
  private isOver = false

  async start(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
    })
    this.stream = stream
    if (this.isOver) return this.release()
    this.tape = new Tape(stream, TYPES, { audioBitsPerSecond: BITS_PER_SECOND })
    this.listen(stream)
  }

  /** Null when nothing was recorded. */
  async stop(): Promise<Recording | null> {
    this.isOver = true
    const raw = (await this.tape?.stop()) ?? null
    this.release()
    return raw && { raw, levels: [...this.levels], seconds: this.seconds }
  }

  cancel(): void {
    this.isOver = true
    this.tape?.cancel()
    this.release()
  }

  private listen(stream: MediaStream): void {
    const audio = new AudioContext()
    this.audio = audio
    const analyser = audio.createAnalyser()
    audio.createMediaStreamSource(stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const began = performance.now()
    this.timer = window.setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      this.levels = [...this.levels, peakOf(samples)]
      this.seconds = (performance.now() - began) / 1000
    }, TICK_MS)
  }

  private release(): void {
    clearInterval(this.timer)
    this.stream?.getTracks().forEach((track) => track.stop())
    void this.audio?.close()
    this.stream = this.audio = null
  }
}

/** A recording as it is sent: Opus in Ogg where the browser has Opus, else whatever it has. */
export async function toVoice({ raw, levels, seconds }: Recording): Promise<OutgoingContent> {
  const waveform = toWaveform(levels)
  if (raw.type.startsWith('audio/webm')) {
    const { blob, duration } = toOgg(readWebm(new Uint8Array(await raw.arrayBuffer())))
    return { kind: 'voice', blob, name: 'voice.ogg', mime: 'audio/ogg', duration, waveform, ttl: null }
  }
  if (raw.type.startsWith('audio/ogg'))
    return {
      kind: 'voice',
      blob: raw,
      name: 'voice.ogg',
      mime: 'audio/ogg',
      duration: seconds,
      waveform,
      ttl: null,
    }
  return { kind: 'music', blob: raw, name: 'voice.m4a', mime: 'audio/mp4', duration: seconds }
}
