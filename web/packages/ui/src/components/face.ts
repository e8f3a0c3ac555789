import { getContext, setContext, type Component } from 'svelte'

/** Draws the picture of somebody, where there is one, over the letters that stand for them. */
export type Face = Component<{ id: number; size: number }>

const KEY = Symbol('face')

/** Where pictures come from is known to the app; avatars below the calling component show them. */
export const provideFace = (face: Face): Face => setContext(KEY, face)

export const useFace = (): Face | undefined => getContext<Face | undefined>(KEY)
