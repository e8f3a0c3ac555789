/** Browsers give a microphone to secure pages only. */
export const canRecord = typeof MediaRecorder !== 'undefined' && navigator.mediaDevices !== undefined
