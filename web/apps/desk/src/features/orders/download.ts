/** An address at which the browser finds a text to be saved. Its page is short-lived, and so is the address. */
export const downloadText = (text: string) => URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
