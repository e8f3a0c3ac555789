// The drivers of the matrix, newest layer first. BOTSCHAFT_CLIENTS=a,b leaves the others out.
import * as mtcute from './mtcute.mjs'
import * as tdlib from './tdlib.mjs'

const all = [tdlib, mtcute]
const wanted = process.env.BOTSCHAFT_CLIENTS?.split(',')

export const drivers = all.filter(({ client }) => !wanted || wanted.includes(client.name))
export const complete = drivers.length === all.length
export const partners = [tdlib, mtcute]
