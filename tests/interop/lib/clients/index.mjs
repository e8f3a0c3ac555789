// The drivers of the matrix, newest layer first. BOTSCHAFT_CLIENTS=a,b leaves the others out.
import * as gramjs from './gramjs.mjs'
import * as mtcute from './mtcute.mjs'
import * as mtcuteWeb from './mtcute_web.mjs'
import * as mtprotoCore from './mtproto_core.mjs'
import * as tdlib from './tdlib.mjs'
import * as telethon from './telethon.mjs'
import * as teleproto from './teleproto.mjs'

const all = [tdlib, mtcute, mtcuteWeb, teleproto, gramjs, mtprotoCore, telethon]
const wanted = process.env.BOTSCHAFT_CLIENTS?.split(',')

export const drivers = all.filter(({ client }) => !wanted || wanted.includes(client.name))
export const complete = drivers.length === all.length
export const partners = [tdlib, mtcute]
