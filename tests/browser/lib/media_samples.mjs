// Pictures, films and recordings to be sent, made anew by FFmpeg: nothing of the kind is kept in the repository.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const ASSETS = path.join(import.meta.dirname, '../../../assets/emoji')

function made(name, args) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'botschaft-sample-'))
  try {
    const file = path.join(folder, name)
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...args, file])
    return readFileSync(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const lavfi = (source) => ['-f', 'lavfi', '-i', source]
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-movflags', '+faststart']
const WEBM = ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-pix_fmt', 'yuva420p']

const hues = ['mandelbrot=size=SIZE', 'gradients=size=SIZE:c0=0x2a4b7c:c1=0xf3dd9a:c2=0xa3312a:nb_colors=3:seed=7', 'testsrc2=size=SIZE', 'life=size=SIZE:mold=10:ratio=0.3:death_color=#a3312a:life_color=#dfe8f4', 'cellauto=size=SIZE:rule=110']

// A picture; `at` chooses which.
export const photo = (width, height, at = 0) =>
  made('photo.jpg', [...lavfi(hues[at % hues.length].replace('SIZE', `${width}x${height}`)), '-frames:v', '1', '-q:v', '4'])

// So noisy that a few seconds are megabytes, which have to be fetched in parts.
export const film = (seconds = 12, size = '640x360') =>
  made('film.mp4', [
    ...lavfi(`testsrc2=size=${size}:rate=25:duration=${seconds},noise=alls=60:allf=t`), ...lavfi(`sine=frequency=330:duration=${seconds}`),
    ...H264, '-b:v', '3M', '-g', '25', '-c:a', 'aac', '-shortest',
  ])

export const gif = () => made('gif.mp4', [...lavfi('mandelbrot=size=320x240:rate=15:end_scale=0.02'), '-t', '2', ...H264, '-an'])
// The file that bears the name, not a film.
export const gifPicture = () => made('loop.gif', [...lavfi('mandelbrot=size=160x120:rate=8:end_scale=0.02'), '-t', '1'])
export const round = () => made('round.mp4', [...lavfi('testsrc2=size=240x240:rate=20:duration=3'), ...lavfi('sine=frequency=500:duration=3'), ...H264, '-c:a', 'aac'])
export const voice = (seconds = 6) =>
  made('voice.ogg', [...lavfi(`sine=frequency=300:duration=${seconds},tremolo=f=2:d=0.9`), '-c:a', 'libopus', '-b:a', '24k'])
export const music = (title, artist) =>
  made('music.mp3', [...lavfi('sine=frequency=440:duration=20'), '-metadata', `title=${title}`, '-metadata', `artist=${artist}`, '-b:a', '96k'])
export const webmSticker = () => made('sticker.webm', [...lavfi('testsrc2=size=512x512:rate=20:duration=1,format=yuva420p'), ...WEBM, '-an'])
export const webpSticker = () => made('sticker.webp', [...lavfi('mandelbrot=size=512x512'), '-frames:v', '1'])
// Smaller, as custom emoji are.
export const webpEmoji = () => made('emoji.webp', [...lavfi('mandelbrot=size=100x100'), '-frames:v', '1'])
// One of the stickers the server comes with.
export const tgsSticker = () => readFileSync(path.join(ASSETS, 'reactions/applause.activate.tgs'))

// As loud as somebody who speaks in sentences.
export const waveform = Array.from({ length: 100 }, (_, at) => Math.round(31 * Math.abs(Math.sin(at / 4) * Math.cos(at / 17))))

// What FFmpeg finds in a file.
export function probed(bytes) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'botschaft-probe-'))
  try {
    const file = path.join(folder, 'file')
    writeFileSync(file, bytes)
    const found = execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', file])
    return JSON.parse(found).streams
  } finally {
    rmSync(folder, { recursive: true })
  }
}
