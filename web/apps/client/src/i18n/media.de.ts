import type { media as en } from './media.en'

export const media: Record<keyof typeof en, string> = {
  'media.photo': 'Foto',
  'media.video': 'Video',
  'media.gif': 'GIF',
  'media.round': 'Videonachricht',
  'media.voice': 'Sprachnachricht',
  'media.music': 'Musik',
  'media.file': 'Datei',
  'media.sticker': '{emoji} Sticker',
  'media.contact': 'Kontakt: {name}',
  'media.location': 'Standort',
  'media.liveLocation': 'Live-Standort',
  'media.album': 'Album',
  'media.captioned': '{what}: {text}',
  'media.expiredPhoto': 'Dieses Foto hat sich selbst zerstört.',
  'media.expiredVideo': 'Dieses Video hat sich selbst zerstört.',
  'media.expiredVoice': 'Diese Sprachnachricht hat sich selbst zerstört.',
  'media.expiredRound': 'Diese Videonachricht hat sich selbst zerstört.',
}
